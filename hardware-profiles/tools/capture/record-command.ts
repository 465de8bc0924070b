import type { Replay } from '../../replay-engine.ts';
import { type Command, type ExitCode, type Print, wrongCall } from '../command.ts';
import type { ToolMachine } from '../machine.ts';
import { createSilenceCutter } from './cut-by-silence.ts';
import { DEVICE_USAGE } from './device-options.ts';
import { type RecordOptions, readRecordOptions } from './record-options.ts';
import { type RecordedVector, vectorsOfBurst } from './recorded-vectors.ts';
import { writeOrShow } from './write-once.ts';

export const RECORD_USAGE = `record ${DEVICE_USAGE} | --profile F [--path P] [--seconds S] [--gap MS] [--protocol NAME] --out FILE [--force] [--json]`;

/** Most vectors of a recording: a wrong baud rate on a busy line must not fill the disk. */
const MAX_VECTORS = 20_000;

/** Transports over which an evaluator may talk to the terminal and to this tool at once. */
const NETWORK: ReadonlySet<string> = new Set(['tcp', 'udp', 'websocket']);
const NETWORK_WARNING =
  'warning: over the network this tool may hear an evaluator beside a terminal; what it hears may be the rating of a citizen and must not be recorded: take the window out of service first · 警告：网络评价器可能同时在为群众服务，请先停止该窗口的服务再录制';

type Parts = Pick<ToolMachine, 'clock' | 'timers' | 'openCapture' | 'cutFrames' | 'onInterrupt'> & {
  readonly replay: Replay;
};

/** The vector with what the profile makes of it, as it is shown to the technician who watches. */
function withMeaning({ profile }: RecordOptions, vector: RecordedVector, replay: Replay): RecordedVector {
  if (profile === undefined) return vector;
  const hex = Uint8Array.from(Buffer.from(vector.hex, 'hex'));
  const [outcome] = replay(profile, [{ direction: 'in', hex, expect: {} }]).vectors;
  return { ...vector, expect: outcome?.got ?? {} };
}

/** What is kept, for replay and for learning from it. */
function fileText(options: RecordOptions, path: string, vectors: readonly RecordedVector[]): string {
  const { profile, request } = options;
  const todo =
    profile === undefined
      ? 'add to "expect" what each must become; "learn --from" needs a "level" in the first of each press'
      : `"expect" is what profile ${profile.id} made of it; correct it where somebody pressed something else`;
  const about = `recorded with "npm run profiles -- record" over ${request.transport.kind} from ${path}; ${todo}`;
  const { transport, match } = options.written;
  return `${JSON.stringify({ about, transport, match, vectors }, null, 2)}\n`;
}

/** Listens until the user, the time or the device ends it. @returns the path that was open and why it ended */
async function listen(options: RecordOptions, parts: Parts, print: Print, vectors: RecordedVector[]) {
  const { promise: ended, resolve: end } = Promise.withResolvers<'asked' | 'full' | { gone: string }>();
  const start = parts.clock.mono();
  const cutter = createSilenceCutter({
    ...parts,
    gapMs: options.gapMs,
    onBurst: (burst) => {
      for (const heard of vectorsOfBurst(burst, { ...options, start, cut: parts.cutFrames })) {
        if (vectors.length >= MAX_VECTORS) return end('full');
        const vector = withMeaning(options, heard, parts.replay);
        vectors.push(vector);
        const shown = options.profile === undefined ? '' : `  ${JSON.stringify(vector.expect)}`;
        print.error(`${vector.note}  ${vector.hex}${shown}`);
      }
    },
  });
  const capture = await parts.openCapture(options.request, {
    onChunk: (bytes) => cutter.push(bytes),
    onGone: (reason) => end({ gone: reason }),
  });
  if (!capture.ok) return capture;
  print.error(
    `listening to ${capture.value.path}; press the buttons, end with Ctrl-C · 正在监听，请按键，按 Ctrl-C 结束`,
  );
  if (NETWORK.has(options.request.transport.kind)) print.error(NETWORK_WARNING);
  const stops = [parts.onInterrupt(() => end('asked'))];
  if (options.seconds !== undefined) stops.push(parts.timers.after(options.seconds * 1000, () => end('asked')));
  const why = await ended;
  for (const stop of stops) stop();
  await capture.value.close();
  cutter.flush();
  return { ok: true as const, value: { path: capture.value.path, why } };
}

function explainEnd(why: 'asked' | 'full' | { gone: string }, print: Print): ExitCode {
  if (why === 'asked') return 0;
  print.error(why === 'full' ? `stopped at ${MAX_VECTORS} vectors` : `stopped: the device is gone (${why.gone})`);
  return 1;
}

/** Writes what was heard. @returns whether there is a file of it */
function keep(options: RecordOptions, path: string, vectors: readonly RecordedVector[], print: Print): boolean {
  if (vectors.length === 0) {
    print.error('nothing was heard and nothing is written; check the cable and --baud, and that the pad has power');
    return false;
  }
  const kept = writeOrShow(options.out, fileText(options, path, vectors), print);
  if (kept) print.error(`${vectors.length} vectors written to ${options.out}`);
  return kept;
}

/**
 * `record`: a live capture into a vectors file. What came before an end of any kind is written; a file that exists is left alone.
 * @returns 1 where nothing was heard, or the device went away
 */
export const createRecordCommand =
  (parts: Parts): Command =>
  async (args, print) => {
    const options = readRecordOptions(args);
    if (!options.ok) return wrongCall(print, options.error);
    const vectors: RecordedVector[] = [];
    const heard = await listen(options.value, parts, print, vectors);
    if (!heard.ok) {
      print.error(heard.error);
      return 1;
    }
    const { path, why } = heard.value;
    const ended = explainEnd(why, print);
    const { out, json } = options.value;
    const kept = keep(options.value, path, vectors, print);
    if (json) print.line(JSON.stringify({ path, vectors: vectors.length, out: kept ? out : null }));
    return kept ? ended : 1;
  };
