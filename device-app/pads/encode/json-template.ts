import type { JsonTemplate } from '@mingjing/hardware-profiles/schema/template.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { TemplateVariables } from './encode-template.ts';

/** A variable in a text. */
const PLACEHOLDER = /\{([a-zA-Z][a-zA-Z0-9]{0,19})\}/;
const ALONE = new RegExp(`^${PLACEHOLDER.source}$`);

type Filled = Result<JsonTemplate, string>;

function fillText(text: string, variables: TemplateVariables): Filled {
  const alone = ALONE.exec(text)?.[1];
  const names = [...text.matchAll(new RegExp(PLACEHOLDER, 'g'))].map(([, name = '']) => name);
  const missing = names.find((name) => variables[name] === undefined);
  if (missing !== undefined) return err(`variable "${missing}" must be a number or a text, not absent`);
  if (alone !== undefined) return ok(variables[alone] ?? null);
  return ok(text.replaceAll(new RegExp(PLACEHOLDER, 'g'), (_, name) => String(variables[name])));
}

function collect<T>(results: readonly Result<T, string>[]): Result<readonly T[], string> {
  const values: T[] = [];
  for (const result of results) {
    if (!result.ok) return result;
    values.push(result.value);
  }
  return ok(values);
}

/** Puts variables into the texts of a JSON value; a text that is only `"{name}"` becomes the variable itself. */
export function fillJson(template: JsonTemplate, variables: TemplateVariables): Filled {
  if (typeof template === 'string') return fillText(template, variables);
  if (typeof template !== 'object' || template === null) return ok(template);
  if (Array.isArray(template)) return collect(template.map((item: JsonTemplate) => fillJson(item, variables)));
  const members = collect(Object.values(template).map((value) => fillJson(value, variables)));
  if (!members.ok) return members;
  return ok(Object.fromEntries(Object.keys(template).map((key, index) => [key, members.value[index] ?? null])));
}

/** The variables of one text, each read up to where the words after it begin. */
function matchText(text: string, value: unknown): TemplateVariables {
  const alone = ALONE.exec(text)?.[1];
  if (alone !== undefined) return typeof value === 'number' || typeof value === 'string' ? { [alone]: value } : {};
  if (typeof value !== 'string') return {};
  const [start = '', ...rest] = text.split(new RegExp(PLACEHOLDER, 'g'));
  const variables: Record<string, string> = {};
  let at = start.length;
  for (let index = 0; index + 1 < rest.length; index += 2) {
    const [name = '', after = ''] = rest.slice(index, index + 2);
    const isLast = index + 2 === rest.length;
    const end = isLast ? value.length - after.length : value.indexOf(after, at);
    variables[name] = value.slice(at, Math.max(at, end));
    at = Math.max(at, end) + after.length;
  }
  return variables;
}

/** Which variables may have made a value from a template; only filling it again proves it. */
export function matchJson(template: JsonTemplate, value: unknown): TemplateVariables {
  if (typeof template === 'string') return matchText(template, value);
  if (typeof template !== 'object' || template === null || typeof value !== 'object' || value === null) return {};
  const members = Object.entries(template).map(([key, item]) =>
    matchJson(item, (value as Readonly<Record<string, unknown>>)[key]),
  );
  return Object.assign({}, ...members);
}
