import { ok, type Result } from '@mingjing/shared/basics/result.ts';
import { createSilenceCutter } from '../capture/cut-by-silence.ts';
import type { NamedDevice } from '../capture/device-options.ts';
import { gapFor } from '../capture/record-options.ts';
import type { ToolMachine } from '../machine.ts';
import { askPresses } from './ask-presses.ts';
import type { LearnOptions } from './learn-options.ts';
import type { RecordingFile } from './recording-file.ts';

type Parts = Pick<ToolMachine, 'clock' | 'timers' | 'openCapture' | 'onInterrupt'>;

/** Asks somebody at the pad to press, and listens. @returns what was heard, or why nothing can be learned from it */
export async function hearPad(
  options: LearnOptions,
  device: NamedDevice,
  parts: Parts,
  say: (text: string) => void,
): Promise<Result<RecordingFile & { readonly source: string }, string>> {
  const early: Uint8Array[] = [];
  let take = (bytes: Uint8Array): void => void early.push(bytes);
  let gone: (reason: string) => void = () => undefined;
  const cutter = createSilenceCutter({
    ...parts,
    gapMs: gapFor(device.request.transport.kind, options.gapMs),
    onBurst: ({ bytes }) => take(bytes),
  });
  const capture = await parts.openCapture(device.request, {
    onChunk: (bytes) => cutter.push(bytes),
    onGone: (reason) => gone(`the device is gone (${reason})`),
  });
  if (!capture.ok) return capture;
  const asker = askPresses(options.ask, { timers: parts.timers, say });
  take = (bytes) => asker.take(bytes);
  gone = (reason) => asker.giveUp(reason);
  for (const bytes of early) asker.take(bytes);
  const stop = parts.onInterrupt(() => asker.giveUp('stopped before all buttons were pressed'));
  const asked = await asker.done;
  stop();
  await capture.value.close();
  if (!asked.ok) return asked;
  const { path, usb } = capture.value;
  // What a bridge chip is called says nothing of the pad behind it, but it narrows the choice of ports.
  const match = usb === undefined ? [] : [{ vid: usb.vid, pid: usb.pid }];
  return ok({ ...asked.value, transport: device.transport, match, source: `learned from ${path}` });
}
