import { ownValues } from './columns.ts';
import type { Proposal } from './proposal.ts';
import type { Sample } from './recording.ts';

/** Longest line that is looked at, and longest expression (schema/regex.ts). */
const MAX_LINE = 120;
const MAX_PATTERN = 200;

/** How a line is taken apart, finest first, and what then stands for a part that varies. */
const GRAINS = [{ parts: /[A-Za-z]+|\d+|[^A-Za-z\d]/g }, { parts: /[A-Za-z\d]+|[^A-Za-z\d]/g }] as const;

/** The first line of what was sent; undefined where it is no text with line ends. */
function firstLine({ bytes }: Sample): string | undefined {
  const text = Buffer.from(bytes).toString('latin1');
  const line = /^[\r\n]*([\x20-\x7e]+)[\r\n]/.exec(text)?.[1];
  return line === undefined || line.length > MAX_LINE ? undefined : line;
}

/** An expression for a part: itself where it never changes, else what kind of part it is. */
function patternOf(values: readonly string[]): string {
  const [value = ''] = values;
  if (values.every((other) => other === value)) return value.replaceAll(/[^A-Za-z\d ]/g, String.raw`\$&`);
  if (values.every((other) => /^\d+$/.test(other))) return '[0-9]+';
  return values.every((other) => /^[A-Za-z]+$/.test(other)) ? '[A-Za-z]+' : '[A-Za-z0-9]+';
}

function proposeGrain(lines: readonly Sample[], texts: readonly string[], parts: RegExp): Proposal | undefined {
  const rows = texts.map((text) => text.match(parts) ?? []);
  const width = rows[0]?.length ?? 0;
  if (width === 0 || rows.some((row) => row.length !== width)) return undefined;
  const words = new Map(lines.map(({ bytes }, index) => [bytes, rows[index] ?? []]));
  const keys = Array.from({ length: width }, (_, place) => ({
    place,
    values: ownValues(lines, (bytes) => words.get(bytes)?.[place]),
  })).filter(({ values }) => values !== undefined);
  const [key] = keys;
  if (key?.values === undefined) return undefined;
  const pattern = Array.from({ length: width }, (_, place) => {
    const part = patternOf(rows.map((row) => row[place] ?? ''));
    return place === key.place ? `(${part})` : part;
  }).join('');
  if (pattern.length > MAX_PATTERN - 2) return undefined;
  const rivals = keys.length - 1;
  return {
    summary: `lines of text, key at ^${pattern}$`,
    confidence: rivals === 0 ? 'high' : 'medium',
    doubts: rivals === 0 ? [] : [`${rivals} more parts of the line would tell the buttons apart`],
    framing: { kind: 'text-line', maxFrame: Math.max(...texts.map(({ length }) => length)) * 2 },
    stateful: false,
    decode: [{ emit: 'rating', value: { kind: 'regex', pattern: `^${pattern}$` } }],
    rating: Object.fromEntries(key.values),
  };
}

/** Lines of text in which one word or number is the button. */
export function proposeLines(first: readonly Sample[]): readonly Proposal[] {
  const texts = first.map(firstLine);
  if (!texts.every((text) => text !== undefined)) return [];
  return GRAINS.flatMap(({ parts }) => proposeGrain(first, texts, parts) ?? []).slice(0, 1);
}
