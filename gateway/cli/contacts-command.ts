import { parseArgs } from 'node:util';
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { createFieldCipher, type FieldCipher } from '../core/field-cipher.ts';
import { openMasterKey } from '../provisioning/master-key.ts';
import { PLACES_MAX, type PlaceContact, readPlaceContacts, readReplyContacts } from '../store/reply-contact-desk.ts';
import { type Command, EXIT, UsageError } from './command.ts';
import { databaseIn } from './data-folder.ts';

const DAY_MS = 24 * 3600_000;
const NUMBER_MAX = 64;

type Question = { readonly number: string } | { readonly from: number; readonly windowId: string | null };
interface Given {
  readonly day?: string | undefined;
  readonly window?: string | undefined;
}
/** `at`: what a contact without a number is about. */
type Shown = { readonly kind: string; readonly value: string; readonly leftAt: number; readonly at?: string };

/**
 * `mingjing-gateway contacts`: exit code 0 when somebody asked for a reply, 1 when nobody did. The only way to them: no page and no API
 * gives a contact out, and the key that opens them lies on the gateway. 独立评价 has no number, so it is asked for by the day.
 */
export const contactsCommand: Command = {
  usage: 'NUMBER --data DIR | --day YYYY-MM-DD [--window ID] --data DIR',
  summary:
    'shows who asked for a reply about a service; NUMBER is its business serial number, or its case number; --day for ratings at kiosks without a number',
  async run(args) {
    const text = { type: 'string' } as const;
    const options = { data: text, day: text, window: text };
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const question = readQuestion(positionals, values);
    const path = databaseIn(values.data);
    const key = openMasterKey(values.data ?? '', systemRandomBytes);
    if (!key.ok) throw new UsageError(`--data: ${key.error}`);
    const found = answer(path, question, createFieldCipher([key.value], systemRandomBytes));
    for (const { kind, value, leftAt, at = '' } of found) {
      // Quoted, because it comes from outside: it must not speak to the console.
      process.stdout.write(`${kind} ${JSON.stringify(value)}, left ${new Date(leftAt).toISOString()}${at}\n`);
    }
    if (found.length === 0) process.stderr.write(`nobody asked for a reply ${whereOf(question)}\n`);
    if (found.length === PLACES_MAX) process.stderr.write(`only the latest ${PLACES_MAX}: ask for one --window\n`);
    return found.length === 0 ? EXIT.shortfall : EXIT.ok;
  },
};

function readQuestion([number = '', ...others]: readonly string[], { day, window }: Given): Question {
  if (day === undefined && window !== undefined) throw new UsageError('--window: give the --day, too');
  if (day === undefined) {
    if (number === '' || number.length > NUMBER_MAX || others.length > 0)
      throw new UsageError('NUMBER: give the business serial number of one service');
    return { number };
  }
  if (number !== '') throw new UsageError('--day: leave it out where you give a NUMBER');
  // All of China has one time.
  const from = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00+08:00`) : Number.NaN;
  if (Number.isNaN(from)) throw new UsageError('--day: give a day as YYYY-MM-DD');
  return { from, windowId: window ?? null };
}

function answer(path: string, question: Question, cipher: FieldCipher): readonly Shown[] {
  if ('number' in question) return readReplyContacts(path, question.number, cipher);
  const { from, windowId } = question;
  const contacts = readPlaceContacts(path, { from, until: from + DAY_MS, windowId }, cipher);
  return contacts.map((contact) => ({ ...contact, at: `, ${placeOf(contact)}` }));
}

/** Ids as the catalogue has them. */
function placeOf({ hallId, windowId, matterId }: PlaceContact): string {
  return `hall ${hallId}, window ${windowId}, ${matterId === null ? 'no matter of the catalogue' : `matter ${matterId}`}`;
}

const whereOf = (question: Question) => ('number' in question ? 'under this number' : 'at kiosks on this day');
