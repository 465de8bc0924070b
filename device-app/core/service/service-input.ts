import { brightnessSchema } from '@mingjing/shared/settings/senses-settings.ts';
import { z } from 'zod';

/** The service pages behind the menu, in its order. */
export const serviceStepSchema = z.enum([
  'gateway',
  'panel',
  'pads',
  'senses',
  'self-test',
  'diagnostics',
  'bundle',
  'new-pin',
]);
export type ServiceStep = z.infer<typeof serviceStepSchema>;

/** Six digits and more: ten tries an hour would take years. */
export const servicePinSchema = z.string().regex(/^\d{6,12}$/);

/** What a technician does at the service pages. */
export const serviceInputSchema = z.discriminatedUnion('act', [
  /** The corner was held, or Ctrl+Shift+D. The terminal opens the pages only while nobody is being served. */
  z.strictObject({ act: z.literal('open') }),
  /** A touch anywhere. */
  z.strictObject({ act: z.literal('stay') }),
  z.strictObject({ act: z.literal('close') }),
  /** To the menu. */
  z.strictObject({ act: z.literal('back') }),
  z.strictObject({ act: z.literal('pin'), pin: servicePinSchema }),
  /** On a fresh terminal, or from the menu. */
  z.strictObject({ act: z.literal('choose-pin'), pin: servicePinSchema }),
  z.strictObject({ act: z.literal('go'), to: serviceStepSchema }),
  /** As typed; what is wrong with it is said on the page. */
  z.strictObject({ act: z.literal('set-gateway'), url: z.string().max(200), code: z.string().max(64) }),
  z.strictObject({ act: z.literal('set-panel'), ppi: z.number().min(40).max(400) }),
  z.strictObject({ act: z.literal('add-pad'), profile: z.string().min(1).max(80), path: z.string().min(1).max(200) }),
  z.strictObject({ act: z.literal('remove-pad'), slot: z.int().min(0).max(7) }),
  z.strictObject({ act: z.literal('set-volume'), volume: z.int().min(0).max(3) }),
  z.strictObject({ act: z.literal('set-brightness'), percent: brightnessSchema }),
  z.strictObject({ act: z.literal('run-self-test') }),
  z.strictObject({ act: z.literal('make-bundle') }),
]);
export type ServiceInput = z.infer<typeof serviceInputSchema>;
