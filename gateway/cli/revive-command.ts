import { parseArgs } from 'node:util';
import { systemClock } from '@mingjing/shared/system/machine.ts';
import { reviveDeadLetter } from '../store/dead-letter-desk.ts';
import { type Command, EXIT, UsageError } from './command.ts';
import { databaseIn } from './data-folder.ts';

/** `mingjing-gateway revive`: exit code 0 when the record waits for forwarding again, 1 when there is no such dead letter. */
export const reviveCommand: Command = {
  usage: 'ID --data DIR',
  summary: 'sends a rejected record again, once its cause is removed; ID is the number that "dead" shows',
  async run(args) {
    const options = { data: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [id = '', ...others] = positionals;
    if (!/^[1-9]\d{0,14}$/.test(id) || others.length > 0)
      throw new UsageError('ID: give the number of one dead letter');
    const revived = reviveDeadLetter(databaseIn(values.data), Number(id), systemClock.now());
    const [stream, message] = revived
      ? [process.stdout, 'is sent again within seconds when the gateway runs, else when it starts']
      : [process.stderr, 'is no dead letter: see "dead" for those there are'];
    stream.write(`${id} ${message}\n`);
    return revived ? EXIT.ok : EXIT.shortfall;
  },
};
