import { levelSchema } from '@mingjing/shared/domain/levels.ts';
import { z } from 'zod';
import { byteSchema, hexSchema, nameSchema, offsetSchema, wordsSchema } from './primitives.ts';
import { regexSchema } from './regex.ts';

/** Where a member of a JSON object stands: names joined by dots, such as `param.rateId`. */
const jsonPathSchema = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,39}(\.[A-Za-z_][A-Za-z0-9_]{0,39}){0,7}$/, {
  error: 'must be member names joined by dots, such as "param.rateId"',
});

/** A condition on the masked byte of the frame. */
const byteCondition = z
  .strictObject({
    at: offsetSchema,
    mask: byteSchema.default(0xff),
    equals: byteSchema.optional(),
    notEquals: byteSchema.optional(),
  })
  .refine((condition) => (condition.equals === undefined) !== (condition.notEquals === undefined), {
    error: 'needs either "equals" or "notEquals"',
  });
/** A condition on a member of a JSON frame. */
const jsonCondition = z
  .strictObject({
    path: jsonPathSchema,
    equals: z.union([z.string().max(100), z.number()]).optional(),
    /** Texts: blanks around them and the case of letters do not matter. */
    loose: z.boolean().default(false),
    /**
     * A variable of outputs: the member must be what this device was sent last under that name, as number or text. So an answer to an older
     * question is none to this one. Vectors are played without anything sent, and any value fits.
     */
    equalsSent: z
      .string()
      .regex(/^[a-zA-Z][a-zA-Z0-9]{0,19}$/, { error: 'must be a variable of an output, such as "sessionId"' })
      .optional(),
  })
  .refine((condition) => (condition.equals === undefined) !== (condition.equalsSent === undefined), {
    error: 'needs either "equals" or "equalsSent"',
  });
export type Condition = z.infer<typeof byteCondition> | z.infer<typeof jsonCondition>;

/** A raw value as key of a map: a byte such as `0x03`, which stands for the number, or the number or text itself (`12`, `F13`). */
const rawKey = z
  .string()
  .regex(/^(0x[0-9a-f]{2}|(?!0x)[A-Za-z0-9_.-]{1,40})$/, {
    error: 'must be a byte such as "0x03" in lower case, a button number such as "4", or a text such as "F13"',
  })
  .transform((text) => (text.startsWith('0x') ? String(Number(text)) : text));

/** What a raw value is called: `{"0x73": "qr-code"}`. A value without a name stays as it is. */
const names = z.record(rawKey, z.string().max(60)).optional();
const endian = z.enum(['big', 'little']).default('big');

/**
 * One raw value: a number or a text. A new kind of value is a new member here and one function in `device-app/pads/decode/values.ts`.
 * Offsets as in {@link offsetSchema}; ends are exclusive, and `to: 0` is the end of the frame.
 */
export const scalarSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('byte'), at: offsetSchema, mask: byteSchema.default(0xff), names }),
  /** Half a byte. */
  z.strictObject({ kind: z.literal('nibble'), at: offsetSchema, half: z.enum(['high', 'low']), names }),
  /** An unsigned number of 1–4 bytes, such as a Modbus register. */
  z.strictObject({
    kind: z.literal('register'),
    at: offsetSchema,
    bytes: z.int().min(1).max(4).default(2),
    endian,
    names,
  }),
  /** true where the masked byte is not 0. */
  z.strictObject({ kind: z.literal('flag'), at: offsetSchema, mask: byteSchema.default(0xff) }),
  /** A group of a regular expression over the frame as text. */
  z.strictObject({ kind: z.literal('regex'), pattern: regexSchema, group: z.int().min(0).max(9).default(1), names }),
  /** A number or text in a JSON frame. */
  z.strictObject({ kind: z.literal('json'), path: jsonPathSchema, names }),
  /** Text between two offsets, or of the length that a byte of the frame gives. */
  z
    .strictObject({
      kind: z.literal('text'),
      from: offsetSchema,
      to: offsetSchema.optional(),
      lengthAt: offsetSchema.optional(),
      encoding: z.enum(['ascii', 'utf-8', 'gb18030']).default('ascii'),
    })
    .refine((text) => (text.to === undefined) !== (text.lengthAt === undefined), {
      error: 'needs either "to" or "lengthAt"',
    }),
  /** Bytes as lower-case hexadecimal text without blanks. */
  z.strictObject({ kind: z.literal('hex'), from: offsetSchema, to: offsetSchema }),
]);
export type ScalarSpec = z.infer<typeof scalarSchema>;

/** Numbers in a row, for fields only: registers of a Modbus answer, rows of a key matrix. */
const listSchema = z.strictObject({
  kind: z.literal('list'),
  from: offsetSchema,
  to: offsetSchema,
  width: z.literal([1, 2]).default(1),
  endian,
});
export type ListSpec = z.infer<typeof listSchema>;

/** Which buttons are down, for pads that report their whole state. A new kind is a new member here and one function in `decode/buttons.ts`. */
export const buttonsSchema = z.discriminatedUnion('kind', [
  /** One bit per button; its number is `first` + place of its byte × `bitsPerByte` + place of its bit. */
  z.strictObject({
    kind: z.literal('bits'),
    from: offsetSchema,
    bytes: z.int().min(1).max(64),
    bitsPerByte: z.int().min(1).max(8).default(8),
    first: z.int().min(-64).max(64).default(1),
    /** A button that is down is a 0. */
    activeLow: z.boolean().default(false),
    /** Bits that are no buttons, one mask per byte from `from` on. */
    ignoreMask: hexSchema.optional(),
  }),
  /** One byte per button, not 0 while it is down; its number is `first` + its place. */
  z.strictObject({
    kind: z.literal('array'),
    from: offsetSchema,
    count: z.int().min(1).max(64),
    first: z.int().min(0).max(64).default(0),
    activeLow: z.boolean().default(false),
    /** Keys per row where every row is sent from right to left. */
    rowMirror: z.int().min(2).max(16).optional(),
  }),
  /** Usages of the keys that are down, as boot keyboards send them (HID 1.11 appendix B.1); buttons are named, see `usages.data.ts`. */
  z.strictObject({ kind: z.literal('keycodes'), from: offsetSchema, count: z.int().min(1).max(16) }),
]);
export type ButtonsSpec = z.infer<typeof buttonsSchema>;

export const fieldSchema = z.union([scalarSchema, listSchema]);

const ruleCommon = {
  /** By which `init` and `poll` know an answer. */
  name: nameSchema.optional(),
  when: z
    .array(z.union([byteCondition, jsonCondition]))
    .max(8)
    .default([]),
  /** Exact size of the frame without its lead. */
  size: z.int().min(1).max(4096).optional(),
  /** Bus address: the byte at `at`, masked. */
  address: z.strictObject({ at: offsetSchema, mask: byteSchema.default(0xff) }).optional(),
  /** Further values, for diagnostics and vectors. */
  fields: z.record(z.string().regex(/^[a-z][a-zA-Z0-9]{0,29}$/), fieldSchema).default({}),
  /** Constant words, for diagnostics and vectors. */
  says: wordsSchema.default({}),
  /** Name of the acknowledgement; absent: this frame is never acknowledged. */
  ack: nameSchema.optional(),
};

/** What a frame stands for. A rule fits when its conditions hold, its size is right and its values are there. */
const ruleSchema = z.discriminatedUnion('emit', [
  z.strictObject({ ...ruleCommon, emit: z.literal('rating'), value: scalarSchema }),
  z.strictObject({
    ...ruleCommon,
    emit: z.literal('key'),
    value: scalarSchema,
    /** Typed digits before a key, one decimal digit per byte; `to` is exclusive. */
    digits: z.strictObject({ from: offsetSchema, to: offsetSchema }).optional(),
  }),
  /** The state of all buttons. The first such report after connecting is the baseline and never a press. */
  z.strictObject({ ...ruleCommon, emit: z.literal('buttons'), value: buttonsSchema }),
  /** Something that a scanner read. */
  z.strictObject({
    ...ruleCommon,
    emit: z.literal('scan'),
    value: scalarSchema,
    /** Not 0: the text goes on in the next report. */
    more: scalarSchema.optional(),
  }),
  /** A card lies on the reader, or none does. */
  z.strictObject({ ...ruleCommon, emit: z.literal('presence'), present: z.boolean() }),
  /** Something the device tells about itself: an answer, its paper, its version. */
  z.strictObject({
    ...ruleCommon,
    emit: z.literal('report'),
    /** The device refuses to be polled: it is not asked again until it is plugged in anew. */
    endsPolling: z.boolean().default(false),
  }),
]);
export type DecodeRule = z.infer<typeof ruleSchema>;
export type EmitKind = DecodeRule['emit'];

/** First rule that fits wins. */
export const decodeSchema = z.array(ruleSchema).max(24);

/** Key codes by name, each with the digits typed before it where they matter: `"0x0b"`, `"6+0x0f"`, `"4"`. */
export const keyNamesSchema = z.record(
  z.string().regex(/^(\d{1,6}\+)?(0x[0-9a-f]{2}|(?!0x)[A-Za-z0-9_.-]{1,40})$/, {
    error: 'must be a key such as "0x0b", "6+0x0f", "4" or "F13"; bytes in lower case',
  }),
  z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, { error: 'must be a name such as "callNext"' }),
);

/**
 * What raw values mean. At least seven maps exist in the field and two of them are reversed (HARDWARE §1.6), so the map is
 * always written out and a value that is not in it is never a rating.
 */
export const keyMapSchema = z.strictObject({
  rating: z.record(rawKey, levelSchema).default({}),
  /** Raw values by which a pad says that nobody pressed. */
  timeoutValues: z.array(byteSchema).max(16).default([]),
  keys: keyNamesSchema.default({}),
});
