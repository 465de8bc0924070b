import type { Command } from './command.ts';
import { contactsCommand } from './contacts-command.ts';
import { deadCommand } from './dead-command.ts';
import { enrolmentCodeCommand } from './enrolment-code-command.ts';
import { reviveCommand } from './revive-command.ts';
import { verifyCommand } from './verify-command.ts';

/** What `mingjing-gateway` can do, by name. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['verify', verifyCommand],
  ['dead', deadCommand],
  ['revive', reviveCommand],
  ['contacts', contactsCommand],
  ['enrolment-code', enrolmentCodeCommand],
]);
