import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { builtScreens } from '@mingjing/device-app/screens/built-screens.ts';
import { languageSchema } from '@mingjing/shared/domain/display.ts';
import { openChromium } from '../support/chromium.ts';
import { faultsOf } from './harness/faults.ts';
import { MODES } from './harness/modes.data.ts';
import { PANELS } from './harness/panels.data.ts';
import { type Look, present } from './harness/present.ts';
import { openScreen, type Screen } from './harness/screen.ts';
import { startScreenServer } from './harness/screen-server.ts';
import { VIEWS } from './harness/views.data.ts';

const USAGE = `npm run shots -- --out DIR | --check [--panel ID]… [--page NAME]… [--language zh-CN|en|ug|bo]… [--mode NAME]…
  panels:    ${PANELS.map(({ id }) => id).join(', ')}
  modes:     ${Object.keys(MODES).join(', ')}
  pages:     ${Object.keys(VIEWS).join(', ')}`;

/**
 * Takes a picture of every page, language, mode and panel: DIR/<panel>/<page>.<language>.<mode>.png. Or, with --check, says of which of them
 * something is cut, too small, too close or badly set, and ends with 1 if there is any.
 */
async function main(): Promise<number> {
  const asked = readArguments();
  if (typeof asked === 'string') {
    console.error(`${asked}\n${USAGE}`);
    return 2;
  }
  const folder = await builtScreens();
  const browser = await openChromium();
  let count = 0;
  let faulty = 0;
  for (const panel of asked.panels) {
    const server = await startScreenServer(folder);
    const screen = await openScreen({ browser, server, panel, skipsTime: true });
    for (const look of asked.looks) {
      count += 1;
      if (asked.out !== undefined) await takePicture(screen, look, join(asked.out, panel.id));
      else if (await tellFaults(screen, look)) faulty += 1;
    }
    await screen.close();
    await server.close();
  }
  await browser.close();
  console.log(asked.out === undefined ? `${faulty} of ${count} are faulty` : `${count} pictures in ${asked.out}`);
  return faulty === 0 ? 0 : 1;
}

async function takePicture(screen: Screen, look: Look, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await present(screen, look);
  await screen.page.screenshot({ path: join(folder, `${look.name}.${look.language}.${look.mode}.png`) });
}

async function tellFaults(screen: Screen, look: Look): Promise<boolean> {
  const faults = await faultsOf(screen, look);
  for (const fault of faults) console.log(`${screen.panel.id} ${look.name}.${look.language}.${look.mode}: ${fault}`);
  return faults.length > 0;
}

function readArguments() {
  const options = {
    out: { type: 'string' },
    check: { type: 'boolean' },
    panel: { type: 'string', multiple: true },
    page: { type: 'string', multiple: true },
    language: { type: 'string', multiple: true },
    mode: { type: 'string', multiple: true },
  } as const;
  try {
    const { values } = parseArgs({ options });
    if ((values.out === undefined) !== (values.check === true)) return 'Either --out DIR for pictures, or --check';
    const pages = chosen('page', values.page, Object.keys(VIEWS));
    const modes = chosen('mode', values.mode, Object.keys(MODES));
    const languages = chosen('language', values.language, languageSchema.options);
    return {
      out: values.out,
      panels: chosen(
        'panel',
        values.panel,
        PANELS.map(({ id }) => id),
      ).map((id) => PANELS.find((row) => row.id === id)!),
      looks: languages.flatMap((language) => modes.flatMap((mode) => pages.map((name) => ({ name, language, mode })))),
    };
  } catch (error) {
    return (error as Error).message;
  }
}

function chosen<T extends string>(what: string, asked: readonly string[] | undefined, all: readonly T[]): readonly T[] {
  if (asked === undefined) return all;
  return asked.map((name) => {
    const found = all.find((candidate) => candidate === name);
    if (found === undefined) throw new Error(`No such ${what}: ${name}`);
    return found;
  });
}

process.exitCode = await main();
