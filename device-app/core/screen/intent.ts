import { displaySchema, languageSchema } from '@mingjing/shared/domain/display.ts';
import { sessionIdSchema } from '@mingjing/shared/domain/ids.ts';
import { inkSchema } from '@mingjing/shared/domain/ink-schema.ts';
import { levelSchema } from '@mingjing/shared/domain/levels.ts';
import { itemCodesSchema } from '@mingjing/shared/domain/matter-items.ts';
import { remarkSchema, tagCodesSchema } from '@mingjing/shared/domain/record.ts';
import { z } from 'zod';
import { kioskInputSchema } from '../kiosk/kiosk-input.ts';
import { serviceInputSchema } from '../service/service-input.ts';
import { tileProblemSchema } from '../service/service-page.ts';

/** Names the session it was meant for, so that a late tap never hits the next citizen's. */
const session = { sessionId: sessionIdSchema };

/** What of the display is to change; `displaySchema.partial()` would fill in its defaults. */
const displayChangeSchema = z.strictObject({
  theme: displaySchema.shape.theme.removeDefault().optional(),
  elder: z.boolean().optional(),
  large: z.boolean().optional(),
  low: z.boolean().optional(),
  guided: z.boolean().optional(),
  volume: displaySchema.shape.volume.removeDefault().optional(),
});

/** What a person did on the screen, or what the screen reports of itself. */
export const intentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('press'), ...session, level: levelSchema, source: z.enum(['screen', 'keyboard']) }),
  z.strictObject({ kind: z.literal('undo'), ...session }),
  /** 完成: commit now instead of waiting for the undo bar. */
  z.strictObject({ kind: z.literal('confirm'), ...session }),
  z.strictObject({
    kind: z.literal('give-reasons'),
    ...session,
    tags: tagCodesSchema,
    items: itemCodesSchema,
    text: remarkSchema,
    ink: inkSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('skip-reasons'), ...session }),
  /** 再等一会 */
  z.strictObject({ kind: z.literal('more-time'), ...session }),
  z.strictObject({ kind: z.literal('set-language'), language: languageSchema }),
  z.strictObject({ kind: z.literal('set-display'), display: displayChangeSchema }),
  /** A key of `padKeys` went down or up: its pad was pressed. */
  z.strictObject({ kind: z.literal('key'), code: z.string().max(20), down: z.boolean() }),
  /** The screen no longer sees keys, so none of them is held down for all it knows. */
  z.strictObject({ kind: z.literal('release-keys') }),
  /** At the service pages. */
  z.strictObject({ kind: z.literal('service'), input: serviceInputSchema }),
  /** What the self-test found at a tile, before it presses it as a finger would. */
  z.strictObject({ kind: z.literal('self-test-saw'), level: levelSchema, problem: tileProblemSchema.nullable() }),
  /** Somebody touched the screen or a key while it tested itself: the test is theirs to interrupt, and the touch does nothing else. */
  z.strictObject({ kind: z.literal('self-test-touched') }),
  /** For staff. The terminal opens the page only while nobody is being served. */
  z.strictObject({ kind: z.literal('open-staff') }),
  z.strictObject({ kind: z.literal('stay-at-staff') }),
  z.strictObject({ kind: z.literal('close-staff') }),
  z.strictObject({
    kind: z.literal('staff-enter'),
    /** The digits of the number. */
    number: z.string().regex(/^\d{1,20}$/),
    pin: z.string().regex(/^\d{1,12}$/),
    what: z.enum(['in', 'out']),
  }),
  /** A reader typed this, faster than hands can. */
  z.strictObject({ kind: z.literal('staff-card'), card: z.string().regex(/^[A-Za-z0-9]{6,32}$/) }),
  /** At the pages of a kiosk, while nobody rates. */
  z.strictObject({ kind: z.literal('kiosk'), input: kioskInputSchema }),
  /** Somebody is there, whatever they touched: what they chose while nobody is served stands. */
  z.strictObject({ kind: z.literal('present') }),
  /** A frame with this revision is on the glass. Doubles as the screen's heartbeat. */
  z.strictObject({ kind: z.literal('painted'), revision: z.int().nonnegative() }),
]);
export type Intent = z.infer<typeof intentSchema>;
