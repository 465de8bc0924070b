/** Markup that may be sent as it is. Only {@link html} and {@link trusted} make it. */
export interface Html {
  readonly markup: string;
}

type Part = string | number | Html | readonly Html[] | undefined;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Template tag: everything put in is escaped unless it is markup already; `undefined` is nothing. Attributes must be quoted. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = texts.map((text, index) => text + render(parts[index])).join('');
  return { markup };
}

/** Marks a constant of ours as markup. Never for anything that came from outside. */
export function trusted(markup: string): Html {
  return { markup };
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return part.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
  if ('markup' in part) return part.markup;
  return part.map((item) => item.markup).join('');
}
