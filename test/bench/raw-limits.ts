import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { WebSocketServer } from 'ws';
import { createGlass } from './glass.ts';

/** One row a transaction into a bare SQLite file, WAL with synchronous FULL: what this disk takes for one durable write. Milliseconds. */
export function bareCommits(parent: string, samples: number): readonly number[] {
  const dir = mkdtempSync(join(parent, 'bare-'));
  const db = new Database(join(dir, 'bare.db'));
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
    const insert = db.prepare('INSERT INTO row (text) VALUES (?)');
    const text = 'x'.repeat(400);
    return Array.from({ length: samples }, () => {
      const before = performance.now();
      insert.run(text);
      return performance.now() - before;
    });
  } finally {
    db.close();
    rmSync(dir, { recursive: true });
  }
}

/**
 * A message over a bare WebSocket into an empty page that paints one element: what this browser takes. Milliseconds.
 * @param prepare run on the page before anything is measured
 */
export async function barePaints(
  browser: Browser,
  samples: number,
  prepare?: (page: Page) => Promise<void>,
): Promise<readonly number[]> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const page = await browser.newPage();
  try {
    await page.setContent('<body></body>');
    const connection = once(server, 'connection');
    await page.evaluate((address) => {
      new WebSocket(address).onmessage = ({ data }) => {
        document.body.innerHTML = `<p id="n${data}">${data}</p>`;
      };
    }, `ws://127.0.0.1:${port}`);
    const [socket] = await connection;
    await prepare?.(page);
    const glass = await createGlass(page);
    const taken: number[] = [];
    for (let n = 0; n < samples; n += 1) {
      await glass.watch(`#n${n}`);
      const before = performance.now();
      socket.send(String(n));
      taken.push((await glass.painted()) - before);
    }
    return taken;
  } finally {
    await page.close();
    server.close();
  }
}
