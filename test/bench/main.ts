import { parseArgs } from 'node:util';
import { type BenchFigure, type BenchResult, isReached } from './bench-result.ts';
import { runIngestBench } from './ingest.ts';
import { runMemoryBench } from './memory.ts';
import { runPadsBench } from './pads.ts';
import { runPopupBench } from './popup.ts';
import { runPressBench } from './press.ts';
import { runScreensBench } from './screens.ts';
import { runScreensMemoryBench } from './screens-memory.ts';
import { runSessionsMemoryBench } from './sessions-memory.ts';

const BENCHES: Readonly<Record<string, () => Promise<BenchResult>>> = {
  ingest: () => runIngestBench(),
  press: () => runPressBench(),
  popup: () => runPopupBench(),
  memory: () => runMemoryBench(),
  pads: () => runPadsBench(),
  screens: () => runScreensBench(),
  'screens-memory': () => runScreensMemoryBench(),
  'sessions-memory': () => runSessionsMemoryBench(),
};
const USAGE = `usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [--json]\n`;

function line(figure: BenchFigure): string {
  const { metric, value, unit, reference, ratio, goal } = figure;
  const times = ratio === undefined ? '' : ` (ratio ${ratio})`;
  const against = reference === undefined ? '' : `   ${reference.name}: ${reference.value}${times}`;
  const bound = goal && ('atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`);
  const verdict = goal === undefined ? '' : `   goal ${goal.of} ${bound}: ${isReached(figure) ? 'reached' : 'MISSED'}`;
  return `${metric}: ${value} ${unit}${verdict}${against}`;
}

let name: string | undefined;
let json: boolean | undefined;
try {
  const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true });
  [name] = positionals;
  json = values.json;
} catch {
  name = undefined;
}
const bench = name !== undefined && Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (bench === undefined) {
  process.stderr.write(USAGE);
  process.exit(2);
}
const result = await bench();
for (const figure of result.figures) process.stderr.write(`${line(figure)}\n`);
if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(result.figures.every(isReached) ? 0 : 1);
