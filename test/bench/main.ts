import { parseArgs } from 'node:util';
import type { BenchFigure, BenchResult } from './bench-result.ts';
import { runIngestBench } from './ingest.ts';
import { runMemoryBench } from './memory.ts';
import { runPopupBench } from './popup.ts';
import { runPressBench } from './press.ts';

const BENCHES: Readonly<Record<string, () => Promise<BenchResult>>> = {
  ingest: () => runIngestBench(),
  press: () => runPressBench(),
  popup: () => runPopupBench(),
  memory: () => runMemoryBench(),
};
const USAGE = `usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [--json]\n`;

function line({ metric, value, unit, reference, ratio, goal }: BenchFigure): string {
  const against = reference === undefined ? '' : `   ${reference.name}: ${reference.value} (ratio ${ratio})`;
  return `${metric}: ${value} ${unit}${goal === undefined ? '' : ` [goal ${goal}]`}${against}`;
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
process.exit(0);
