import { decodeStroke, INK_WIDTH, type Ink, type InkStroke } from './ink.ts';

/** Of the line, in units of the sheet: about a felt pen on a palm-sized note. */
const LINE_WIDTH = 7;

/**
 * A handwritten note as a picture for who handles it: an SVG document that stands for itself, as it was drawn. Holds numbers and the
 * escaped `label`, nothing else of the input.
 * @param label names the picture for who cannot see it
 */
export function inkSvg(ink: Ink, label: string): string {
  const paths = ink.strokes.map((text) => {
    const stroke = decodeStroke(text);
    return stroke.ok ? `<path d="${inkPath(stroke.value)}"/>` : '';
  });
  const box = `0 0 ${INK_WIDTH} ${Number(ink.height)}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" role="img" aria-label="${escapeMarkup(label)}" fill="none" ` +
    `stroke="currentColor" stroke-width="${LINE_WIDTH}" stroke-linecap="round" stroke-linejoin="round">${paths.join('')}</svg>`
  );
}

/** The path of a stroke for the `d` of an SVG path. A single point becomes a dot. */
export function inkPath(stroke: InkStroke): string {
  const [first, ...rest] = stroke;
  if (first === undefined) return '';
  const lines = rest.map(({ x, y }) => `L${x} ${y}`).join('');
  return `M${first.x} ${first.y}${lines === '' ? 'h0' : lines}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
