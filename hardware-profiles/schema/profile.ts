import { z } from 'zod';
import { decodeSchema, keyMapSchema, keyNamesSchema } from './decode.ts';
import { framingSchema } from './framing.ts';
import { byteSchema, messageHexSchema, nameSchema, wordsSchema } from './primitives.ts';
import { crossCheck } from './profile-checks.ts';
import { jsonTemplateSchema, templateSchema } from './template.ts';
import { matchSchema, transportSchema } from './transport.ts';

export { SIGNALS, type Signal } from './signals.ts';

/** Values of an output's variables. */
const given = z.record(z.string().max(20), z.union([z.int(), z.string().max(200)])).default({});

const outputCommon = {
  /** HID: as an output report or as a feature report. */
  as: z.enum(['output', 'feature']).default('output'),
  /** The byte that fills unused places of `{digits:k}`. */
  blank: byteSchema.default(0),
  /** Values of variables where the caller gives none. */
  defaults: given,
  /** What vectors and diagnostics call it besides its name; `"{n}"` stands for the variable `n`. */
  says: wordsSchema.default({}),
  /**
   * Other outputs sent right after this one, in this order: a lamp of several parts takes several reports. What follows those themselves is
   * not sent.
   */
  followedBy: z
    .array(z.strictObject({ output: nameSchema, with: given }))
    .max(16)
    .default([]),
};
/** What is sent, as bytes or as a JSON message. */
const outputSchema = z.union([
  z.strictObject({ ...outputCommon, template: templateSchema }),
  z
    .strictObject({ ...outputCommon, json: jsonTemplateSchema })
    .transform(({ json, ...rest }) => ({ ...rest, template: json })),
]);
const outputsSchema = z.record(nameSchema, outputSchema);
export type OutputSpec = z.infer<typeof outputSchema>;

/** How a frame is acknowledged. Template variables: `addr` (masked), `addrRaw` (as received), `value` (raw). */
const ackSchema = z.union([
  /** The received frame, unchanged, with its lead if it had one. */
  z.strictObject({ kind: z.literal('echo') }),
  z.strictObject({ kind: z.literal('template'), template: templateSchema, says: wordsSchema.default({}) }),
  z
    .strictObject({ kind: z.literal('json'), json: jsonTemplateSchema, says: wordsSchema.default({}) })
    .transform(({ json, says }) => ({ kind: 'template' as const, template: json, says })),
]);
export type AckSpec = z.infer<typeof ackSchema>;

/** Text that people read: nothing in it that only changes how the rest is shown. */
const shownText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u, {
      error: 'must have no control characters, nor such as turn the direction of writing; type it anew',
    });

/** What differs between sites that use the same bytes otherwise. Chosen in the settings as `profile-id@variant`. */
const variantSchema = z.strictObject({
  title: shownText(200),
  ack: z.record(nameSchema, ackSchema).default({}),
  outputs: outputsSchema.default({}),
  keys: keyNamesSchema.default({}),
});

const meaningSchema = z.record(z.string(), z.unknown());

/** Bytes and what they must become, in the format of `shared/hardware-vectors.json`. */
export const vectorSchema = z.strictObject({
  protocol: z.string().max(80).optional(),
  direction: z.enum(['in', 'out', 'feature']),
  hex: messageHexSchema,
  /** What the bytes mean; a list, in order, where they are several presses, scans or other acts. */
  expect: z.union([meaningSchema, z.array(meaningSchema).min(1).max(16)]),
  origin: z.enum(['captured', 'published', 'derived']),
  note: z.string().max(300).optional(),
  /** The variant this vector speaks of; absent: any. */
  variant: nameSchema.optional(),
});
export type Vector = z.infer<typeof vectorSchema>;

const provenanceSchema = z.strictObject({
  sources: z.array(z.string().min(3).max(300)).min(1).max(20),
  confidence: z.enum(['low', 'medium', 'high', 'very-high']),
  /** Whether anybody has run this very profile on the device. */
  testedOnHardware: z.boolean(),
  notes: z.string().max(1000).optional(),
});

/** A question to the device: an output, and by which rule its answer is known. */
const question = {
  output: nameSchema,
  /** Values of the output's variables. */
  with: given,
  timeoutMs: z.int().min(20).max(10_000),
};

/** What the device is for. Only pads rate. */
export const ROLES = ['pad', 'scanner', 'light', 'printer', 'card-reader'] as const;
export type Role = (typeof ROLES)[number];

const protocolName = z.string().min(3).max(80);

export const profileFields = z.strictObject({
  /** By which editors find `generated/profile.schema.json`. */
  $schema: z.string().max(200).optional(),
  schema: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{2,59}$/, { error: 'must be 3–60 lower-case letters, digits or hyphens' }),
  role: z.enum(ROLES).default('pad'),
  /** Family of bytes on the wire, or several; vectors are filtered by it. */
  protocol: z
    .union([protocolName, z.array(protocolName).min(1).max(4)])
    .transform((protocol) => (typeof protocol === 'string' ? [protocol] : protocol)),
  title: z.strictObject({ zh: shownText(100), en: shownText(100) }),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, { error: 'must look like "1.0.0"' }),
  provenance: provenanceSchema,
  /** A starting point for a profile of your own, such as the generic ones: loaded, but never chosen by fingerprint. */
  template: z.boolean().default(false),
  match: matchSchema.default([]),
  transport: transportSchema,
  framing: framingSchema,
  /** The device reports the state of its buttons, not presses: see `buttons` in decode. */
  stateful: z.boolean().default(false),
  decode: decodeSchema,
  keyMap: keyMapSchema.prefault({}),
  gate: z
    .strictObject({
      /** Presses this soon after arming were meant for the screen before and are stray. */
      guardMs: z.int().min(0).max(2000).default(0),
    })
    .prefault({}),
  press: z
    .strictObject({
      /** A press this soon after the last one from the same pad is contact bounce. */
      debounceMs: z.int().min(0).max(1000).default(50),
      /** An equal press this soon after an accepted one is the same press: a held key or a retransmission. */
      lockoutMs: z.int().min(0).max(10_000).default(2000),
      /** Stateful devices: a press counts when the button goes down, or when it comes up again. */
      edge: z.enum(['down', 'up']).default('down'),
      /** Stateful devices, several buttons down at once: none counts until all are up, or the one that was first. */
      multiKey: z.enum(['reject', 'first']).default('reject'),
    })
    .prefault({}),
  outputs: outputsSchema.default({}),
  /** Commands that the device knows and the terminal never sends, each with the reason; replay recognises them. */
  refused: z
    .record(nameSchema, z.strictObject({ template: templateSchema, why: z.string().min(3).max(300) }))
    .default({}),
  defaultVariant: nameSchema.default('standard'),
  variants: z
    .record(nameSchema, variantSchema)
    .default({ standard: { title: 'standard', ack: {}, outputs: {}, keys: {} } }),
  /** Asked in order after connecting; a device that does not answer is not this device, and another port is tried. */
  init: z
    .array(
      z.strictObject({
        ...question,
        timeoutMs: question.timeoutMs.default(500),
        /** Rule whose frame is the answer; null: none is awaited. */
        answer: nameSchema.nullable(),
        retries: z.int().min(0).max(5).default(2),
      }),
    )
    .max(8)
    .default([]),
  /** Asked again and again, one question outstanding; null: the device talks by itself. */
  poll: z
    .strictObject({
      ...question,
      timeoutMs: question.timeoutMs.default(150),
      /** Rules whose frame is an answer. */
      answers: z.array(nameSchema).min(1).max(8),
      /** From one question to the next. */
      intervalMs: z.int().min(20).max(60_000).default(50),
      /** Unanswered in a row until the device counts as offline. */
      maxMisses: z.int().min(1).max(20).default(3),
    })
    .nullable()
    .default(null),
  reconnect: z
    .strictObject({
      minMs: z.int().min(50).max(60_000).default(500),
      maxMs: z.int().min(50).max(60_000).default(15_000),
      jitter: z.number().min(0).max(1).default(0.2),
    })
    .prefault({}),
  heartbeat: z
    .strictObject({
      /** Output sent every `intervalMs`; null: the host stays silent. */
      output: nameSchema.nullable().default(null),
      intervalMs: z.int().min(100).max(600_000).default(5000),
      /** No byte for this long means that the pad is gone; 0: it may be silent for ever. */
      idleTimeoutMs: z.int().min(0).max(3_600_000).default(0),
      /** How often to look whether the port still exists, for systems that do not say so. */
      presenceCheckMs: z.int().min(250).max(60_000).default(3000),
    })
    .prefault({}),
  vectors: z.array(vectorSchema).min(3).max(500),
});
/** The fields of a profile, each sound by itself. */
export type ProfileFields = z.infer<typeof profileFields>;

/** A pad or peripheral as data (HARDWARE §6). Times in milliseconds. */
export const profileSchema = profileFields.transform((profile, context) => {
  // A refinement would also run on fields that were found wrong and so not parsed; a transform never does.
  crossCheck(profile, context);
  return profile;
});
export type Profile = ProfileFields;
