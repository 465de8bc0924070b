import { useCallback, useMemo, useState } from 'react';
import { CarouselBar } from '../parts/carousel-bar.tsx';
import { Fit } from '../parts/fit.tsx';
import { Icon } from '../parts/icons.tsx';
import { type IdleSection, idleSections } from '../parts/idle-slides.tsx';
import { openingWords } from '../parts/opening-words.ts';
import { Paged } from '../parts/paged.tsx';
import { Phrase } from '../parts/phrase.tsx';
import { PressButton } from '../parts/press-button.tsx';
import { StaffCard } from '../parts/staff-card.tsx';
import { useCarousel } from '../state/use-carousel.ts';
import { useIsStill } from '../state/use-display.ts';
import { useWording } from '../texts/texts.ts';
import { SHAPES } from '../theme/tokens.ts';
import { usePanel } from '../theme/use-panel.ts';
import type { PageProps } from './page-props.ts';

/** Longer sentences are parted, or one of them would be higher than a slide. In characters. */
const PIECE = { short: 28, long: 60 } as const;

/** 窗口信息公示: which window this is, who serves at it, and what it announces. */
export function IdlePage({ page, send }: PageProps<'idle'>) {
  return (
    <div className="idle">
      <WindowName page={page} onSignIn={() => send({ kind: 'open-staff' })} />
      <Board page={page} />
    </div>
  );
}

function WindowName({ page, onSignIn }: { readonly page: PageProps<'idle'>['page']; readonly onSignIn: () => void }) {
  const wording = useWording();
  const { t } = wording;
  const { shape, ample } = usePanel();
  const { windowName, department, hours, signIn } = page;
  // Larger words rather than whole lines, where larger words were asked for.
  const unbroken = ample && shape === 'compact' ? {} : { unbrokenFrom: 8 };
  return (
    <Fit className="idle-window" largest={20} smallest={7} {...unbroken}>
      {windowName !== '' && <p className="idle-caption">{t('idle.title')}</p>}
      <div className="idle-names">
        <h1 className="idle-name phrase" lang={windowName === '' ? undefined : 'zh-CN'} data-fit>
          <Phrase text={windowName === '' ? t('idle.title') : windowName} />
        </h1>
        <p className="idle-department phrase" lang="zh-CN" data-fit>
          <Phrase text={department} />
        </p>
      </div>
      {hours !== null && (
        <Fit className="idle-opening-fit" largest={SHAPES[shape].sizes.body} smallest={3.5} unbrokenFrom={3.5}>
          <p className="idle-opening" data-now={hours.opening.now} data-fit>
            {openingWords(hours.opening, wording)}
          </p>
        </Fit>
      )}
      {(signIn.pin || signIn.card) && (
        <PressButton className="idle-sign-in" clip="idle.signIn" target="sign-in" onPress={onSignIn}>
          <Icon name="person" />
          <Fit className="idle-sign-in-fit" largest={SHAPES[shape].sizes.body} smallest={3.5} unbrokenFrom={3.5}>
            <span className="idle-sign-in-word" data-fit>
              {t('idle.signIn')}
            </span>
          </Fit>
        </PressButton>
      )}
    </Fit>
  );
}

/** The first slide is whoever serves here; after it comes what the window announces. */
function Board({ page }: { readonly page: PageProps<'idle'>['page'] }) {
  const wording = useWording();
  const { t } = wording;
  const { shape, ample } = usePanel();
  const piece = shape === 'compact' || ample ? PIECE.short : PIECE.long;
  const sections = useMemo(() => idleSections(page, wording, piece), [page, wording, piece]);
  const [firsts, setFirsts] = useState<readonly number[]>([]);
  const onPages = useCallback((_count: number, first: readonly number[]) => setFirsts(first), []);
  const still = useIsStill();
  // Nothing announced, nothing to turn to, whatever was announced before.
  const pages = 1 + (sections.length === 0 ? 0 : firsts.length);
  const carousel = useCarousel(pages, still);
  const { at } = carousel;
  return (
    <section className="idle-board" aria-label={captionOf(sections, firsts, at, t)}>
      <div className="slides-caption">
        <Fit className="slides-caption-fit" largest={SHAPES[shape].sizes.body} smallest={3.5} unbrokenFrom={3.5}>
          <p className="slides-caption-words" data-fit>
            {captionOf(sections, firsts, at, t)}
            {pages > 1 && (
              <span className="slides-place" aria-hidden="true">
                {at + 1}/{pages}
              </span>
            )}
          </p>
        </Fit>
        {pages > 1 && <p className="unseen">{t('idle.place', { page: at + 1, pages })}</p>}
      </div>
      <div className="slides">
        {sections.length > 0 && <Paged sections={sections} page={at === 0 ? null : at - 1} onPages={onPages} />}
        {at === 0 && <Who page={page} />}
      </div>
      {pages > 1 && <CarouselBar carousel={carousel} still={still} />}
    </section>
  );
}

function Who({ page: { staff, signIn } }: { readonly page: PageProps<'idle'>['page'] }) {
  const { t } = useWording();
  const { shape } = usePanel();
  const isSignInUsed = signIn.pin || signIn.card;
  return (
    <div className="who">
      {staff === null ? (
        <Fit className="idle-nobody" largest={SHAPES[shape].sizes.body} smallest={3.6}>
          <p data-fit>{t(isSignInUsed ? 'idle.notSignedIn' : 'idle.noStaff')}</p>
        </Fit>
      ) : (
        <StaffCard staff={staff} />
      )}
      <div className="idle-foot">
        <p>{t('idle.hint')}</p>
        <p>{t('privacy')}</p>
      </div>
    </div>
  );
}

function captionOf(
  sections: readonly IdleSection[],
  firsts: readonly number[],
  at: number,
  t: ReturnType<typeof useWording>['t'],
): string {
  const kind = at === 0 ? undefined : sections[firsts[at - 1] ?? 0]?.kind;
  return kind === undefined ? t('idle.staff') : t(`idle.${kind}`);
}
