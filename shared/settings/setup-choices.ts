import { z } from 'zod';
import { deviceSettingsSchema, terminalSettingsSchema } from './terminal-settings.ts';

const { gatewayUrl, enrolmentCode } = terminalSettingsSchema.shape;

const hasNoCredentials = (address: string | undefined) => {
  if (address === undefined || !URL.canParse(address)) return true;
  const { username, password } = new URL(address);
  return username === '' && password === '';
};

/**
 * What a technician chose on the glass. Kept in `setup.json` of the data folder (mode 0600) and laid over the settings: who stands before
 * the terminal knows better than a file written in an office.
 */
export const setupChoicesSchema = z.strictObject({
  gatewayUrl: gatewayUrl.refine(hasNoCredentials, 'must have no user and password: they would lie there in the clear'),
  enrolmentCode,
  ppi: z.number().min(40).max(400).optional(),
  pads: z.array(deviceSettingsSchema).max(8).optional(),
  volume: z.int().min(0).max(3).optional(),
  brightness: terminalSettingsSchema.shape.brightness,
});
export type SetupChoices = z.infer<typeof setupChoicesSchema>;
