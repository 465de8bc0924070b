import type { SetupChoices } from './setup-choices.ts';
import type { TerminalSettings } from './terminal-settings.ts';

/**
 * The settings as they hold with what a technician chose on the glass. The local port never changes, so that the window PC finds the
 * terminal where it was.
 */
export function withSetup(settings: TerminalSettings, choices: SetupChoices): TerminalSettings {
  const { gatewayUrl, enrolmentCode, ppi, pads, volume, brightness } = choices;
  const moved = gatewayUrl !== undefined && settings.gatewayUrl !== undefined && gatewayUrl !== settings.gatewayUrl;
  // Phones must not be sent to the gateway that the terminal no longer speaks to.
  const { publicUrl, ...others } = settings;
  return {
    ...others,
    ...(publicUrl !== undefined && !moved && { publicUrl }),
    ...(gatewayUrl !== undefined && { gatewayUrl }),
    ...(enrolmentCode !== undefined && { enrolmentCode }),
    ...(ppi !== undefined && { panel: { ...settings.panel, ppi } }),
    ...(pads !== undefined && { pads }),
    ...(volume !== undefined && { display: { ...settings.display, volume } }),
    ...(brightness !== undefined && { brightness }),
  };
}
