import { z } from 'zod';
import { profileFields } from '../../schema/profile.ts';
import { DESCRIPTIONS } from './descriptions.data.ts';

type Node = Record<string, unknown>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

/** The section of what stands below a field; undefined where it has no descriptions of its own and is shown by its types. */
function sectionBelow(section: string, name: string): string | undefined {
  if (section !== 'profile') return section;
  return Object.hasOwn(DESCRIPTIONS, name) ? name : undefined;
}

/** Adds what the table says of a field, or remembers that it says nothing. */
function describe(field: unknown, section: string, name: string, undescribed: Set<string>): void {
  const description = DESCRIPTIONS[section]?.[name];
  if (description === undefined) undescribed.add(`${section}.${name}`);
  else if (isNode(field)) field.description = description;
  const below = sectionBelow(section, name);
  if (below !== undefined) describeFields(field, below, undescribed);
}

function describeFields(node: unknown, section: string, undescribed: Set<string>): void {
  if (!isNode(node)) return;
  for (const [key, child] of Object.entries(node)) {
    if (key !== 'properties' || !isNode(child)) describeFields(child, section, undescribed);
    else for (const [name, field] of Object.entries(child)) describe(field, section, name, undescribed);
  }
}

/** The JSON Schema of a profile's file, and its fields that have no description. */
export function profileJsonSchema(): { readonly text: string; readonly undescribed: readonly string[] } {
  // What a person writes, before defaults and conversions; what cannot be said in JSON Schema is held by the linter.
  const schema = z.toJSONSchema(profileFields, { io: 'input', unrepresentable: 'any' });
  const undescribed = new Set<string>();
  describeFields(schema, 'profile', undescribed);
  const titled = { title: 'Mingjing hardware profile', ...schema };
  return { text: `${JSON.stringify(titled, null, 1)}\n`, undescribed: [...undescribed] };
}
