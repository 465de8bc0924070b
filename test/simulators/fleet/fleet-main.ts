import { parseArgs } from 'node:util';
import { type FleetOptions, type FleetResult, runFleet } from './run-fleet.ts';

const USAGE = `usage: npm run fleet -- --devices N --seconds S [--json] [--url http://HOST:PORT --code ENROLMENT-CODE]
Exit code 0: nothing was lost or doubled; 1: something was; 2: the call was wrong.
`;

/** Reads the command line. Undefined when the call is wrong. */
function readOptions(args: string[]): (FleetOptions & { readonly json: boolean }) | undefined {
  const { values } = parseArgs({
    args,
    options: {
      devices: { type: 'string', default: '100' },
      seconds: { type: 'string', default: '10' },
      json: { type: 'boolean', default: false },
      url: { type: 'string' },
      code: { type: 'string' },
    },
  });
  const devices = Number(values.devices);
  const seconds = Number(values.seconds);
  if (!Number.isInteger(devices) || devices < 1 || !(seconds > 0)) return undefined;
  if ((values.url === undefined) !== (values.code === undefined)) return undefined;
  const { url, code } = values;
  const remote = url === undefined || code === undefined ? {} : { remote: { url, code } };
  return { devices, seconds, json: values.json, ...remote };
}

function describe(result: FleetResult): string {
  return `${result.devices} terminals, ${result.connected} connected, ${result.acked} records acknowledged (p99 ${result.ackP99Ms} ms), ${result.lost} lost, ${result.duplicated} doubled, gateway ${result.gatewayRssMb ?? '?'} MB\n`;
}

async function main(args: string[]): Promise<number> {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  if (options === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const result = await runFleet(options);
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : describe(result));
  return result.lost === 0 && result.duplicated === 0 && result.connected === result.devices ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
