import { parseArgs } from 'node:util';
import { readDeadLetters } from '../store/dead-letter-desk.ts';
import type { DeadLetter } from '../store/gateway-store.ts';
import { type Command, EXIT, UsageError } from './command.ts';
import { databaseIn } from './data-folder.ts';

const DEFAULT_LIMIT = 100;

/** What `dead --json` prints. */
interface Report {
  /** Newest first. */
  readonly deadLetters: readonly DeadLetter[];
  /** Ratings that wait until their service record, one of the dead letters, is revived. */
  readonly blockedRatings: number;
}

/** `mingjing-gateway dead`: exit code 0 when there are none, 1 when there are some. */
export const deadCommand: Command = {
  usage: '--data DIR [--limit N] [--json]',
  summary: 'lists the records that the city system rejected, with its answers',
  async run(args) {
    const options = {
      data: { type: 'string' },
      limit: { type: 'string', default: String(DEFAULT_LIMIT) },
      json: { type: 'boolean', default: false },
    } as const;
    const { values } = parseArgs({ args: [...args], options });
    if (!/^[1-9]\d{0,5}$/.test(values.limit)) throw new UsageError('--limit: give a number from 1 to 999999');
    const report = readDeadLetters(databaseIn(values.data), (letters): Report => {
      return { deadLetters: letters.deadLetters(Number(values.limit)), blockedRatings: letters.blockedRatings() };
    });
    process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : describe(report));
    return report.deadLetters.length === 0 ? EXIT.ok : EXIT.shortfall;
  },
};

function describe({ deadLetters, blockedRatings }: Report): string {
  if (deadLetters.length === 0) return 'no dead letters\n';
  // Quoted, because the answer comes from outside: it must not speak to the console.
  const lines = deadLetters.map(({ id, kind, sessionId, attempts, diedAt, rawReply }) => {
    const when = new Date(diedAt).toISOString();
    return `${id}  ${kind} of session ${sessionId}, rejected ${when} at attempt ${attempts}\n    ${JSON.stringify(rawReply)}`;
  });
  return `${lines.join('\n')}\n${deadLetters.length} shown; ${blockedRatings} ratings wait for a rejected service record\n`;
}
