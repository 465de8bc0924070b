/** What whoever started the shell has to do when the shell ends. */
export type SupervisorAction = 'nothing' | 'start-again' | 'reboot' | 'install-update';

export interface ExitCode {
  readonly code: number;
  readonly meaning: string;
  readonly action: SupervisorAction;
}

/**
 * Exit codes of both shells. The systemd units, Windows Shell Launcher and the tests go by this table.
 * Any other code is a crash and means `start-again`.
 */
export const EXIT_CODES = {
  asked: { code: 0, meaning: 'stopped on request', action: 'nothing' },
  relaunch: { code: 10, meaning: 'a part kept failing; a fresh shell may help', action: 'start-again' },
  reboot: { code: 20, meaning: 'fresh shells kept failing; only a reboot may help', action: 'reboot' },
  update: { code: 30, meaning: 'an update is ready to be installed', action: 'install-update' },
  'settings-invalid': { code: 40, meaning: 'the settings are invalid; starting again is useless', action: 'nothing' },
} as const satisfies Record<string, ExitCode>;

export type ExitKind = keyof typeof EXIT_CODES;
