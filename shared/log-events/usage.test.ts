import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LOG_EVENTS } from './catalogue.data.ts';

const ROOT = join(import.meta.dirname, '../..');
const PRODUCT = ['device-app', 'gateway', 'hardware-profiles', 'shared'];
const NOT_PRODUCT = /(^|\/)(node_modules|dist|out|testing)\/|\.test\.tsx?$|catalogue\.data\.ts$/;

function productSources(): string {
  return PRODUCT.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => /\.tsx?$/.test(path) && !NOT_PRODUCT.test(path))
      .map((path) => readFileSync(join(ROOT, folder, path), 'utf8')),
  ).join('\n');
}

it('holds no event that the product never logs', () => {
  const sources = productSources();
  expect(sources).toContain("'store.suspect'");
  const unused = Object.keys(LOG_EVENTS).filter((id) => !sources.includes(`'${id}'`));
  expect(unused).toEqual([]);
});
