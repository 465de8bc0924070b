import { type Language, languageSchema } from '@mingjing/shared/domain/display.ts';

/** Longer lists of languages come from no browser. */
const MAX_HEADER = 200;

/** What a browser may call our languages: by the first part of its tag. */
const BY_TAG: Readonly<Record<string, Language>> = { zh: 'zh-CN', en: 'en', ug: 'ug', bo: 'bo' };

/**
 * The language of a page: the one that was tapped, carried in the address; before any tap a guess from what the phone is set to; Chinese
 * where that is none of ours.
 */
export function pageLanguage(asked: unknown, acceptLanguage: string | undefined): Language {
  const tapped = languageSchema.safeParse(asked);
  return tapped.success ? tapped.data : guess(acceptLanguage ?? '');
}

function guess(header: string): Language {
  const wishes = header
    .slice(0, MAX_HEADER)
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.trim().toLowerCase().split(';');
      const weight = options.find((option) => option.trim().startsWith('q='));
      return {
        language: BY_TAG[tag.split('-')[0] ?? ''],
        weight: weight === undefined ? 1 : Number(weight.trim().slice(2)),
      };
    })
    .filter((wish) => wish.weight > 0)
    .sort((one, other) => other.weight - one.weight);
  return wishes.find((wish) => wish.language !== undefined)?.language ?? 'zh-CN';
}
