import { levelSchema } from '@mingjing/shared/domain/levels.ts';
import { z } from 'zod';
import { byteSchema, nameSchema, offsetSchema } from './primitives.ts';

/** A condition on one byte of the frame. */
const byteCondition = z
  .strictObject({ at: offsetSchema, equals: byteSchema.optional(), notEquals: byteSchema.optional() })
  .refine((condition) => (condition.equals === undefined) !== (condition.notEquals === undefined), {
    error: 'needs either "equals" or "notEquals"',
  });

/** Where a value is read. A new kind of value is a new member here and one function in `device-app/pads/decode/values.ts`. */
const valueSchema = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('byte'), at: offsetSchema })]);
export type ValueSpec = z.infer<typeof valueSchema>;

const ruleSchema = z.strictObject({
  when: z.array(byteCondition).max(8).default([]),
  /** Exact size of the frame without its lead. */
  size: z.int().min(1).max(2048).optional(),
  emit: z.enum(['rating', 'key']),
  value: valueSchema,
  /** Bus address: the byte at `at`, masked. */
  address: z.strictObject({ at: offsetSchema, mask: byteSchema.default(0xff) }).optional(),
  /** Typed digits before a key, one decimal digit per byte; `to` is exclusive. */
  digits: z.strictObject({ from: offsetSchema, to: offsetSchema }).optional(),
  /** Name of the acknowledgement; absent: this frame is never acknowledged. */
  ack: nameSchema.optional(),
});
export type DecodeRule = z.infer<typeof ruleSchema>;

/** First matching rule wins. */
export const decodeSchema = z.array(ruleSchema).min(1).max(16);

const rawByteKey = z
  .string()
  .regex(/^0x[0-9a-f]{2}$/, { error: 'must be a byte such as "0x03", in lower case' })
  .transform((text) => String(Number(text)));

/** Key codes by name, each with the digits typed before it where they matter: `"0x0b"`, `"6+0x0f"`. */
export const keyNamesSchema = z.record(
  z.string().regex(/^(\d{1,6}\+)?0x[0-9a-f]{2}$/, { error: 'must be a key such as "0x0b" or "6+0x0f", in lower case' }),
  z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, { error: 'must be a name such as "callNext"' }),
);

/**
 * What raw values mean. At least seven maps exist in the field and two of them are reversed (HARDWARE §1.6), so the map is
 * always written out and a value that is not in it is never a rating.
 */
export const keyMapSchema = z.strictObject({
  rating: z.record(rawByteKey, levelSchema).default({}),
  /** Raw values by which a pad says that nobody pressed. */
  timeoutValues: z.array(byteSchema).max(16).default([]),
  keys: keyNamesSchema.default({}),
});
