import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { languageSchema } from '@mingjing/shared/domain/display.ts';
import { openChromium } from '../support/chromium.ts';
import { builtScreens } from './harness/built-screens.ts';
import { untilFontsAreDrawn } from './harness/fonts.ts';
import { MODES } from './harness/modes.data.ts';
import { PANELS } from './harness/panels.data.ts';
import { openScreen } from './harness/screen.ts';
import { startScreenServer } from './harness/screen-server.ts';
import { PAGES } from './harness/states.data.ts';

const USAGE = `npm run shots -- --out DIR [--panel ID]… [--page NAME]… [--language zh-CN|en|ug|bo]… [--mode NAME]…
  panels:    ${PANELS.map(({ id }) => id).join(', ')}
  modes:     ${Object.keys(MODES).join(', ')}
  pages:     ${Object.keys(PAGES).join(', ')}`;

/** Takes a picture of every page, language, mode and panel: DIR/<panel>/<page>.<language>.<mode>.png. */
async function main(): Promise<number> {
  const asked = readArguments();
  if (typeof asked === 'string') {
    console.error(`${asked}\n${USAGE}`);
    return 2;
  }
  const folder = await builtScreens();
  const browser = await openChromium();
  let count = 0;
  for (const panel of asked.panels) {
    await mkdir(join(asked.out, panel.id), { recursive: true });
    const server = await startScreenServer(folder);
    const screen = await openScreen({ browser, server, panel });
    for (const language of asked.languages) {
      for (const mode of asked.modes) {
        for (const name of asked.pages) {
          await screen.flash({ ...PAGES[name]!, language, display: MODES[mode]! });
          await untilFontsAreDrawn(screen.page);
          await screen.page.screenshot({ path: join(asked.out, panel.id, `${name}.${language}.${mode}.png`) });
          count += 1;
        }
      }
    }
    await screen.close();
    await server.close();
  }
  await browser.close();
  console.log(`${count} pictures in ${asked.out}`);
  return 0;
}

function readArguments() {
  const options = {
    out: { type: 'string' },
    panel: { type: 'string', multiple: true },
    page: { type: 'string', multiple: true },
    language: { type: 'string', multiple: true },
    mode: { type: 'string', multiple: true },
  } as const;
  try {
    const { values } = parseArgs({ options });
    if (values.out === undefined) return 'Say where to put the pictures: --out DIR';
    return {
      out: values.out,
      panels: chosen(
        'panel',
        values.panel,
        PANELS.map(({ id }) => id),
      ).map((id) => PANELS.find((row) => row.id === id)!),
      pages: chosen('page', values.page, Object.keys(PAGES)),
      modes: chosen('mode', values.mode, Object.keys(MODES)),
      languages: chosen('language', values.language, languageSchema.options),
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
