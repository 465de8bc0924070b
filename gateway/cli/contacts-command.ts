import { parseArgs } from 'node:util';
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { createFieldCipher } from '../core/field-cipher.ts';
import { openMasterKey } from '../provisioning/master-key.ts';
import { readReplyContacts } from '../store/reply-contact-desk.ts';
import { type Command, EXIT, UsageError } from './command.ts';
import { databaseIn } from './data-folder.ts';

/**
 * `mingjing-gateway contacts`: exit code 0 when somebody asked for a reply, 1 when nobody did. The only way to them: no page and no API
 * gives a contact out, and the key that opens them lies on the gateway.
 */
export const contactsCommand: Command = {
  usage: 'NUMBER --data DIR',
  summary: 'shows who asked for a reply about a service; NUMBER is its business serial number, or its case number',
  async run(args) {
    const options = { data: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [number = '', ...others] = positionals;
    if (number === '' || number.length > 64 || others.length > 0)
      throw new UsageError('NUMBER: give the business serial number of one service');
    const path = databaseIn(values.data);
    const key = openMasterKey(values.data ?? '', systemRandomBytes);
    if (!key.ok) throw new UsageError(`--data: ${key.error}`);
    const contacts = readReplyContacts(path, number, createFieldCipher([key.value], systemRandomBytes));
    for (const { kind, value, leftAt } of contacts) {
      // Quoted, because it comes from outside: it must not speak to the console.
      process.stdout.write(`${kind} ${JSON.stringify(value)}, left ${new Date(leftAt).toISOString()}\n`);
    }
    if (contacts.length === 0) process.stderr.write('nobody asked for a reply under this number\n');
    return contacts.length === 0 ? EXIT.shortfall : EXIT.ok;
  },
};
