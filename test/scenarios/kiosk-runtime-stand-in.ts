/**
 * Speaks the runtime's side of `core/supervision/runtime-lines.ts` and nothing else, so that process-level tests of the shell can
 * tell a runtime exactly how to behave. Strict: what it does not expect ends it with code 3.
 * usage: kiosk-runtime-stand-in.ts JSON, see StandInOptions
 */
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { WebSocketServer } from 'ws';
import type { StandInEvent, StandInOptions } from './kiosk-stand-in-options.ts';

const options = JSON.parse(process.argv[2] ?? '') as StandInOptions;
const tokens = new Set<string>();

function tell(event: StandInEvent['event']): void {
  appendFileSync(options.eventsFile, `${JSON.stringify({ event, pid: process.pid } satisfies StandInEvent)}\n`);
}

tell('started');
if (options.exitCode !== undefined) process.exit(options.exitCode);

const PAGE = `<!doctype html><title>stand-in</title><body style="background:#fff">…<script>
const socket = new WebSocket('ws://' + location.host + '/?' + location.hash.slice(1));
let frame = 0;
const paint = () => requestAnimationFrame(() => {
  frame += 1;
  document.body.textContent = frame;
  if (frame <= ${options.frames}) socket.send(frame);
  setTimeout(paint, 50);
});
socket.onopen = paint;
</script>`;

const server = createServer((_, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(PAGE);
});
const sockets = new WebSocketServer({ server });
sockets.on('connection', (socket, request) => {
  const token = new URLSearchParams(request.url?.replace(/^\/\?/, '')).get('token') ?? '';
  if (!tokens.delete(token)) {
    tell('token-refused');
    socket.close();
    return;
  }
  tell('screen-connected');
  socket.on('message', (frame) => print({ painted: Number(frame) }));
});

function screenUrl(): string {
  const token = randomUUID();
  tokens.add(token);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/screen/#token=${token}`;
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  if (line !== 'screen-token') process.exit(3);
  if (options.answersTokens) print({ screenUrl: screenUrl() });
});
// As the real one: a runtime whose shell is gone has nobody to serve.
input.on('close', () => process.exit(0));
process.on('SIGTERM', () => {
  tell('stopped');
  process.exit(0);
});

server.listen(0, '127.0.0.1', () => {
  const localUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  print({ ready: true, localUrl, screenUrl: screenUrl(), paintedEveryMs: 200 });
});
