import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** The name by which axe-core leaves itself in a page. */
type WithAxe = typeof globalThis & {
  readonly axe: { run(context: Document, options: RunOptions): Promise<AxeResults> };
};

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 A and AA with what they took over from 2.0 and 2.1; axe leaves the size of targets out unless it is asked for. */
const OPTIONS: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  rules: { 'target-size': { enabled: true }, 'label-content-name-mismatch': { enabled: true } },
  resultTypes: ['violations', 'passes'],
};

export interface Audit {
  /** Rule, what it asks for and the elements that breach it: empty when all is well. */
  readonly breaches: readonly string[];
  /** Rules that found something to judge and were content. */
  readonly kept: readonly string[];
}

/** Holds what is on the page against the rules of axe-core. Works under a security policy: nothing is loaded. */
export async function audit(page: Page): Promise<Audit> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(
    (options) => (globalThis as WithAxe).axe.run(document, options),
    OPTIONS,
  );
  const breaches = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')}: ${failureSummary}`),
  );
  return { breaches, kept: passes.map(({ id }) => id) };
}
