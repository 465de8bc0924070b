import { z } from 'zod';
import { err, ok, type Result } from '../basics/result.ts';

/** One thing wrong with the settings: which field, and what would be right. */
export interface SettingsIssue {
  readonly field: string;
  readonly problem: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads settings from the text of a JSON file with environment variables laid over it.
 * @param fileText undefined where there is no file
 * @param environment variables; a field of the schema takes the one named in its description
 */
export function loadSettings<S extends z.ZodObject>(
  schema: S,
  fileText: string | undefined,
  environment: Environment,
): Result<z.infer<S>, readonly SettingsIssue[]> {
  let raw: unknown = {};
  try {
    if (fileText !== undefined) raw = JSON.parse(fileText);
  } catch (cause) {
    return err([{ field: '(file)', problem: `is not JSON: ${cause instanceof Error ? cause.message : ''}` }]);
  }
  const merged = overlay(schema, raw, environment);
  const parsed = schema.safeParse(merged);
  if (parsed.success) return ok(parsed.data);
  return err(parsed.error.issues.map((issue) => issueOf(schema, issue, merged)));
}

function issueOf(schema: z.ZodObject, issue: z.core.$ZodIssue, merged: unknown): SettingsIssue {
  const field = issue.path.join('.') || '(file)';
  const [first, ...deeper] = issue.path;
  const isMissing =
    deeper.length === 0 && typeof first === 'string' && (merged as Record<string, unknown>)[first] === undefined;
  if (!isMissing || issue.code !== 'invalid_type') return { field, problem: issue.message };
  const variable = descriptionOf(schema.shape[first] as z.ZodType);
  const orVariable = variable?.startsWith('MINGJING_') ? `, or in the variable ${variable}` : '';
  return { field, problem: `is missing: set it in the file given with --settings${orVariable}` };
}

function overlay(schema: z.ZodType, raw: unknown, environment: Environment): unknown {
  const shape = shapeOf(schema);
  if (shape === undefined) return fromEnvironment(schema, raw, environment);
  // What is no object stays as it is, so that the schema names the field instead of our dropping it unseen.
  if (raw !== undefined && (typeof raw !== 'object' || raw === null || Array.isArray(raw))) return raw;
  const object: Record<string, unknown> = { ...raw };
  for (const [key, field] of Object.entries(shape)) {
    const value = overlay(field, object[key], environment);
    const empty =
      shapeOf(field) !== undefined && object[key] === undefined && Object.keys(value as object).length === 0;
    if (value !== undefined && !empty) object[key] = value;
  }
  return object;
}

function fromEnvironment(schema: z.ZodType, raw: unknown, environment: Environment): unknown {
  const variable = descriptionOf(schema);
  const text = variable?.startsWith('MINGJING_') ? environment[variable] : undefined;
  if (text === undefined || text === '') return raw;
  const wantsNumber = unwrap(schema) instanceof z.ZodNumber;
  return wantsNumber && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while ('unwrap' in inner && typeof inner.unwrap === 'function' && !(inner instanceof z.ZodArray))
    inner = inner.unwrap();
  return inner;
}

function shapeOf(schema: z.ZodType): Record<string, z.ZodType> | undefined {
  const inner = unwrap(schema);
  return inner instanceof z.ZodObject ? (inner.shape as Record<string, z.ZodType>) : undefined;
}

function descriptionOf(schema: z.ZodType): string | undefined {
  return schema.description ?? unwrap(schema).description;
}
