import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { levelSchema } from '@mingjing/shared/domain/levels.ts';
import { z } from 'zod';
import type { PadSimulator } from './pad-simulator.ts';

const PAGE = readFileSync(join(import.meta.dirname, 'pad-page.html'));
/** The product's own Chinese font, so that the page is readable where the system has none. */
const FONT = new URL('./', import.meta.resolve('@fontsource-variable/noto-sans-sc/index.css'));
const FONT_FILE = /^font\/(index\.css|files\/[a-z0-9-]+\.woff2)$/;
const MAX_BODY_BYTES = 1024;

const addressSchema = z.int().min(0).max(127).default(1);
const bodySchema = z.object({ address: addressSchema });
const pressSchema = z.object({ address: addressSchema, level: levelSchema });

/** What the page's buttons do. */
const ACTIONS: Readonly<Record<string, (simulator: PadSimulator, body: unknown) => void | Promise<void>>> = {
  press(simulator, body) {
    const { level, address } = pressSchema.parse(body);
    simulator.press(level, address);
  },
  requestEvaluation: (simulator, body) => simulator.requestEvaluation(bodySchema.parse(body).address),
  garbage: (simulator) => simulator.garbage(),
  unplug: (simulator) => simulator.unplug(),
  replug: (simulator) => simulator.replug(),
};

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MAX_BODY_BYTES) throw new RangeError(`the body is larger than ${MAX_BODY_BYTES} bytes`);
  }
  return text === '' ? {} : JSON.parse(text);
}

function answer(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

function json(response: ServerResponse, status: number, value: unknown): void {
  answer(response, status, 'application/json; charset=utf-8', JSON.stringify(value));
}

async function handle(simulator: PadSimulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
  if (request.method === 'GET' && name === '') return answer(response, 200, 'text/html; charset=utf-8', PAGE);
  const font = FONT_FILE.exec(name)?.[1];
  if (request.method === 'GET' && font !== undefined) {
    return answer(response, 200, font.endsWith('.css') ? 'text/css' : 'font/woff2', readFileSync(new URL(font, FONT)));
  }
  if (request.method === 'GET' && name === 'state') {
    const { plugged, levels, heard } = simulator;
    return json(response, 200, { plugged, levels, heard: heard.slice(-20) });
  }
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (request.method !== 'POST' || action === undefined)
    return json(response, 404, { problem: `no such action: ${name}` });
  try {
    await action(simulator, await readBody(request));
    json(response, 200, {});
  } catch (cause) {
    json(response, 400, { problem: cause instanceof Error ? cause.message : 'failed' });
  }
}

export interface PadPage {
  /** Address of the page. */
  readonly url: string;
  close(): Promise<void>;
}

/** A small page on which a person can press the simulated pad. Loopback only. @param options.port 0 picks a free one */
export async function createPadPage(
  simulator: PadSimulator,
  { port = 0 }: { readonly port?: number } = {},
): Promise<PadPage> {
  const server = createServer((request, response) => void handle(simulator, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
