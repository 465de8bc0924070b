/** A line of text with its caret. */
export interface LineEntry {
  readonly text: string;
  readonly caret: number;
  /** Longest text, in characters. */
  readonly max: number;
}

export const lineOf = (text: string, max: number): LineEntry => ({ text, caret: text.length, max });

/** Writes at the caret; what has no room is left out. */
export function insertIn({ text, caret, max }: LineEntry, piece: string): LineEntry {
  if (text.length + piece.length > max) return { text, caret, max };
  return { text: text.slice(0, caret) + piece + text.slice(caret), caret: caret + piece.length, max };
}

/** Takes back the character before the caret. */
export function eraseIn({ text, caret, max }: LineEntry): LineEntry {
  const before = Math.max(0, caret - 1);
  return { text: text.slice(0, before) + text.slice(caret), caret: before, max };
}

/** What a keyboard with real keys made of it: one line, without blanks. */
export function replaceIn({ max }: LineEntry, text: string, caret: number): LineEntry {
  const kept = (part: string) => part.replace(/\s/g, '');
  return { text: kept(text).slice(0, max), caret: Math.min(max, kept(text.slice(0, caret)).length), max };
}
