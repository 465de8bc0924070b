import { z } from 'zod';
import { decodeSchema, keyMapSchema, keyNamesSchema } from './decode.ts';
import { framingSchema } from './framing.ts';
import { byteSchema, hexSchema, nameSchema } from './primitives.ts';
import { crossCheck } from './profile-checks.ts';
import { templateSchema } from './template.ts';
import { matchSchema, transportSchema } from './transport.ts';

const outputSchema = z.strictObject({
  template: templateSchema,
  /** The byte that fills unused places of `{digits:k}`. */
  blank: byteSchema.default(0),
});
const outputsSchema = z.record(nameSchema, outputSchema);
export type OutputSpec = z.infer<typeof outputSchema>;

/** How a frame is acknowledged. Template variables: `addr` (masked), `addrRaw` (as received), `value` (raw). */
const ackSchema = z.discriminatedUnion('kind', [
  /** The received frame, unchanged, with its lead if it had one. */
  z.strictObject({ kind: z.literal('echo') }),
  z.strictObject({ kind: z.literal('template'), template: templateSchema }),
]);
export type AckSpec = z.infer<typeof ackSchema>;

/** What differs between sites that use the same bytes otherwise. Chosen in the settings as `profile-id@variant`. */
const variantSchema = z.strictObject({
  title: z.string().min(1).max(200),
  ack: z.record(nameSchema, ackSchema).default({}),
  outputs: outputsSchema.default({}),
  keys: keyNamesSchema.default({}),
});

/** Bytes and what they must become, in the format of `shared/hardware-vectors.json`. */
export const vectorSchema = z.strictObject({
  protocol: z.string().max(80).optional(),
  direction: z.enum(['in', 'out']),
  hex: hexSchema,
  expect: z.record(z.string(), z.unknown()),
  origin: z.enum(['captured', 'published', 'derived']),
  note: z.string().max(300).optional(),
  /** The variant this vector speaks of; absent: any. */
  variant: nameSchema.optional(),
});
export type Vector = z.infer<typeof vectorSchema>;

const provenanceSchema = z.strictObject({
  sources: z.array(z.string().min(3).max(300)).min(1).max(20),
  confidence: z.enum(['low', 'medium', 'high', 'very-high']),
  testedOnHardware: z.boolean(),
  notes: z.string().max(1000).optional(),
});

/** A pad as data (HARDWARE §6). Times in milliseconds. */
export const profileSchema = z
  .strictObject({
    schema: z.literal(1),
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{2,59}$/, { error: 'must be 3–60 lower-case letters, digits or hyphens' }),
    /** Family of bytes on the wire; vectors are filtered by it. */
    protocol: z.string().min(3).max(80),
    title: z.strictObject({ zh: z.string().min(1).max(100), en: z.string().min(1).max(100) }),
    version: z.string().regex(/^\d+\.\d+\.\d+$/, { error: 'must look like "1.0.0"' }),
    provenance: provenanceSchema,
    match: matchSchema.default([]),
    transport: transportSchema,
    framing: framingSchema,
    decode: decodeSchema,
    keyMap: keyMapSchema,
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
      })
      .prefault({}),
    outputs: outputsSchema.default({}),
    defaultVariant: nameSchema,
    variants: z.record(nameSchema, variantSchema),
    reconnect: z
      .strictObject({
        minMs: z.int().min(50).max(60_000).default(500),
        maxMs: z.int().min(50).max(60_000).default(5000),
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
  })
  .superRefine(crossCheck);
export type Profile = z.infer<typeof profileSchema>;
