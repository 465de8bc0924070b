import { levelSchema } from '@mingjing/shared/domain/levels.ts';
import { z } from 'zod';
import { diagnosticsSchema, pressedSchema } from '../screen/diagnostics-page.ts';
import { serviceStepSchema } from './service-input.ts';

const countdown = z.strictObject({ remainingMs: z.number().nonnegative(), totalMs: z.number().positive() });
const title = z.strictObject({ zh: z.string(), en: z.string() });
/** Wall-clock time, ms. */
const at = z.number();

/** What the self-test finds wrong with a tile on the glass. */
export const tileProblemSchema = z.enum(['missing', 'covered', 'off-glass', 'too-small', 'unequal']);
export type TileProblem = z.infer<typeof tileProblemSchema>;

/** How far one level came: found and pressed on the glass, kept in the log, acknowledged by the gateway. Null: not yet. */
export const levelTestSchema = z.strictObject({
  level: levelSchema,
  glass: z.union([z.literal('ok'), tileProblemSchema, z.literal('no-answer')]).nullable(),
  kept: z.enum(['ok', 'failed']).nullable(),
  /** `alone`: there is no gateway to reach. */
  sent: z.enum(['ok', 'failed', 'alone']).nullable(),
});
export type LevelTest = z.infer<typeof levelTestSchema>;

export const selfTestReportSchema = z.strictObject({
  state: z.enum(['never', 'running', 'passed', 'failed', 'given-way']),
  at: at.nullable(),
  levels: z.array(levelTestSchema).max(5),
});
export type SelfTestReport = z.infer<typeof selfTestReportSchema>;

const pinLock = { locked: countdown.nullable() };

/** One service page. */
export const serviceViewSchema = z.discriminatedUnion('step', [
  /**
   * `unset`: no PIN was ever chosen, and the terminal is in service; `unreadable`: there is one that cannot be read. Either is set by the
   * administrator of the machine only. `not-kept`: the try could not be written down, and was not taken.
   */
  z.strictObject({
    step: z.literal('pin'),
    answer: z.enum(['checking', 'wrong', 'unset', 'unreadable', 'not-kept']).nullable(),
    ...pinLock,
  }),
  /** `first`: a fresh terminal. */
  z.strictObject({
    step: z.literal('new-pin'),
    first: z.boolean(),
    answer: z.enum(['checking', 'not-kept']).nullable(),
  }),
  z.strictObject({
    step: z.literal('menu'),
    windowName: z.string(),
    appVersion: z.string(),
    items: z.array(
      z.strictObject({ step: serviceStepSchema, state: z.enum(['done', 'open', 'waiting', 'trouble']).nullable() }),
    ),
  }),
  z.strictObject({
    step: z.literal('gateway'),
    url: z.string().nullable(),
    /** Once enrolled. */
    shortId: z.string().nullable(),
    state: z.enum([
      'alone',
      'no-code',
      'enrolling',
      'connecting',
      'connected',
      'unreachable',
      'refused',
      'not-a-gateway',
    ]),
    /** What was wrong with what was typed or scanned last. */
    answer: z.enum(['bad-address', 'bad-code', 'bad-scan', 'not-kept', 'kept']).nullable(),
    /** A scanner is there that can read the code of the gateway. */
    scanner: z.boolean(),
  }),
  z.strictObject({ step: z.literal('panel'), ppi: z.number(), answer: z.enum(['kept', 'not-kept']).nullable() }),
  z.strictObject({
    step: z.literal('pads'),
    chosen: z
      .array(
        z.strictObject({
          slot: z.int(),
          profile: z.string(),
          title,
          path: z.string().nullable(),
          connected: z.boolean(),
        }),
      )
      .max(8),
    /** Ports with a device that a profile fits and nobody uses. */
    offers: z.array(z.strictObject({ profile: z.string(), title, path: z.string() })).max(16),
    /** Pressed just now, newest first: the level or name of the key. Only here, and only while nobody is served (P5). */
    keys: z.array(z.strictObject({ at, slot: z.int(), what: pressedSchema })).max(6),
    /** Keys are kept back now, since a citizen may still be there: for how long, ms, null while nobody knows. Null once they show. */
    withheld: z.strictObject({ remainingMs: z.number().nonnegative().nullable() }).nullable(),
    answer: z.enum(['kept', 'not-kept', 'full']).nullable(),
  }),
  z.strictObject({
    step: z.literal('senses'),
    volume: z.int().min(0).max(3),
    /** Percent; null where the terminal cannot set it. */
    brightness: z.int().nullable(),
    /** Languages the clip pack speaks. */
    voices: z.array(z.string()).max(8),
    quiet: z.boolean(),
    answer: z.enum(['kept', 'not-kept']).nullable(),
  }),
  z.strictObject({ step: z.literal('self-test'), report: selfTestReportSchema }),
  /** `report` is null until the first has come in. */
  z.strictObject({ step: z.literal('diagnostics'), report: diagnosticsSchema.nullable() }),
  z.strictObject({
    step: z.literal('bundle'),
    state: z.enum(['none', 'making', 'made', 'failed']),
    /** Where it lies, on a USB stick or in the data folder only, and how large it is. */
    made: z.strictObject({ file: z.string(), onStick: z.boolean(), bytes: z.int(), sha256: z.string() }).nullable(),
  }),
]);
export type ServiceView = z.infer<typeof serviceViewSchema>;
export type ServiceViewOf<S extends ServiceView['step']> = Extract<ServiceView, { step: S }>;

/** For a technician, while nobody is being served; behind the service PIN. */
export const servicePageSchema = z.strictObject({
  kind: z.literal('service'),
  /** Present in the last seconds before the pages close by themselves. */
  warning: countdown.nullable(),
  view: serviceViewSchema,
});
export type ServicePage = z.infer<typeof servicePageSchema>;
