import type { JsonTemplate, TemplatePiece } from './template.ts';

function* namesInJson(value: JsonTemplate): Generator<string> {
  if (typeof value === 'string') for (const [, name = ''] of value.matchAll(/\{(\w+)\}/g)) yield name;
  else if (typeof value === 'object' && value !== null)
    for (const child of Object.values(value)) yield* namesInJson(child);
}

function namesOf(piece: TemplatePiece): readonly string[] {
  if (piece.kind === 'digits') return ['digits'];
  if (piece.kind === 'json') return [...namesInJson(piece.value)];
  return 'name' in piece ? [piece.name] : [];
}

/** The variables that a template asks for, each once. */
export function variablesOf(template: readonly TemplatePiece[]): readonly string[] {
  return [...new Set(template.flatMap(namesOf))];
}
