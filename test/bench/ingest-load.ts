import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { uuidV7 } from '@mingjing/shared/basics/uuid.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import { SUBPROTOCOL, TERMINAL_SOCKET_PATH } from '@mingjing/shared/protocol/limits.ts';
import { WebSocket } from 'ws';
import { newTerminalIdentity, type TerminalIdentity } from '../simulators/fleet/terminal-identity.ts';
import { liveService, newTerminalLog, ratingEntry, type TerminalLog } from '../simulators/fleet/terminal-log.ts';
import { upgradeHeaders } from '../simulators/fleet/terminal-socket.ts';
import type { FromLoad, LoadPlan, ToLoad } from './ingest-load-messages.ts';

/**
 * The terminals of the ingest benchmark, in a process of their own. All records, hashes, signatures and frames are made before the clock
 * starts, so that what is measured is the gateway.
 */

interface Sender {
  readonly identity: TerminalIdentity;
  readonly log: TerminalLog;
  readonly frames: readonly Buffer[];
}

const plan = JSON.parse(process.argv[2] ?? '') as LoadPlan;
const tell = (message: FromLoad) => process.send?.(message);

function fillLog(log: TerminalLog, records: number, startAt: number): void {
  while (log.lastSeq() < records) {
    const at = startAt + log.lastSeq() * 250;
    if (plan.mix === 'ratings') log.append(ratingEntry(uuidV7(at, randomBytes) as SessionId, at), at);
    else liveService(log, { at, reasons: { tags: ['510', '511'], text: '', skipped: false } });
  }
}

/** The bytes of a masked text frame (RFC 6455 §5.2), made before the clock starts: masking is the terminals' work, not the gateway's. */
function frameOf(text: string): Buffer {
  const payload = Buffer.from(text);
  const header = Buffer.alloc(14);
  header[0] = 0x81;
  header[1] = 0x80 | 127;
  header.writeBigUInt64BE(BigInt(payload.length), 2);
  const mask = randomBytes(4);
  mask.copy(header, 10);
  for (let n = 0; n < payload.length; n += 1) payload[n] = (payload[n] as number) ^ (mask[n & 3] as number);
  return Buffer.concat([header, payload]);
}

function newSender(): Sender {
  const identity = newTerminalIdentity();
  const startAt = Date.now() - 86_400_000;
  const log = newTerminalLog(identity, { startAt });
  fillLog(log, (plan.warmupBatches + plan.batches) * plan.batchSize, startAt);
  const frames = Array.from({ length: plan.warmupBatches + plan.batches }, (_, n) => {
    const fromSeq = n * plan.batchSize + 1;
    return frameOf(
      JSON.stringify([2, String(n + 1), 'UploadRecords', log.upload(fromSeq, fromSeq + plan.batchSize - 1)]),
    );
  });
  return { identity, log, frames };
}

/** Sends every frame, `inFlight` at a time. Resolves with the acknowledgement times in ms. */
function sendAll(socket: WebSocket, frames: readonly Buffer[], from: number, to: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const wire = (socket as unknown as { readonly _socket: Socket })._socket;
    const sentAt: number[] = [];
    const took: number[] = [];
    const sendNext = () => {
      const frame = frames[from + sentAt.length];
      if (frame === undefined || from + sentAt.length === to) return;
      sentAt.push(performance.now());
      wire.write(frame);
    };
    socket.once('close', (code) => reject(new Error(`closed with ${code}`)));
    socket.removeAllListeners('message');
    socket.on('message', (data) => {
      const [type, id, ...rest] = JSON.parse(String(data)) as [number, string, ...unknown[]];
      if (type !== 3) return reject(new Error(`upload ${id} was refused: ${JSON.stringify(rest)}`));
      took.push(performance.now() - (sentAt[Number(id) - 1 - from] as number));
      if (took.length === to - from) return resolve(took);
      sendNext();
    });
    for (let n = 0; n < plan.inFlight; n += 1) sendNext();
  });
}

async function connect(url: string, { identity, log }: Sender): Promise<WebSocket> {
  const address = `${url.replace(/^http/, 'ws')}${TERMINAL_SOCKET_PATH}`;
  const socket = new WebSocket(address, SUBPROTOCOL, {
    headers: upgradeHeaders(identity, Date.now()),
    perMessageDeflate: false,
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const hello = {
    appVersion: 'bench',
    epoch: log.epoch,
    lastSeq: log.lastSeq(),
    catalogueVersion: '1',
    clock: Date.now(),
  };
  socket.send(JSON.stringify([2, 'hello', 'Hello', hello]));
  await new Promise((resolve) => socket.once('message', resolve));
  return socket;
}

const senders = Array.from({ length: plan.devices }, newSender);
let sockets: readonly WebSocket[] = [];

const sendEverywhere = (from: number, to: number) =>
  Promise.all(senders.map(({ frames }, n) => sendAll(sockets[n] as WebSocket, frames, from, to)));

process.on('message', async (message: ToLoad) => {
  if (message.type === 'connect') {
    sockets = await Promise.all(senders.map((sender) => connect(message.url, sender)));
    tell({ type: 'connected' });
    return;
  }
  if (message.type === 'warm-up') {
    await sendEverywhere(0, plan.warmupBatches);
    tell({ type: 'warm' });
    return;
  }
  const startedAt = performance.now();
  const took = await sendEverywhere(plan.warmupBatches, plan.warmupBatches + plan.batches);
  tell({ type: 'done', elapsedMs: performance.now() - startedAt, ackMs: took.flat() });
  for (const socket of sockets) socket.removeAllListeners('close').terminate();
  process.disconnect();
});
tell({
  type: 'prepared',
  enrolments: senders.map(({ identity }) => ({ ...identity.enrolment, qrKey: [...identity.enrolment.qrKey] })),
});
