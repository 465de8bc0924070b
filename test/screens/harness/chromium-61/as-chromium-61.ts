import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { judgeCss } from './judge-css.ts';
import { forgetNewerApis } from './newer-apis.ts';

/**
 * Makes a context of today's Chromium show the screens as Chromium 61 would: scripts find none of the newer built-ins and interfaces, and
 * style sheets come without what it does not read.
 * @param folder of the built screens
 */
export async function asChromium61(context: BrowserContext, folder: string): Promise<void> {
  await forgetNewerApis(context);
  await context.route('**/*.css', async (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    const { asRead } = judgeCss(await readFile(join(folder, 'assets', name), 'utf8'));
    await route.fulfill({ contentType: 'text/css; charset=utf-8', body: asRead });
  });
}
