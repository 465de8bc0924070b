import { basename } from 'node:path';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { DEVICE_USAGE, readDevice } from '../capture/device-options.ts';
import { gapFor } from '../capture/record-options.ts';
import { writeOrShow } from '../capture/write-once.ts';
import { type Command, type Print, wrongCall } from '../command.ts';
import type { ToolMachine } from '../machine.ts';
import type { DraftFacts } from './draft-profile.ts';
import { hearPad } from './hear-pad.ts';
import { infer } from './infer.ts';
import { type LearnOptions, readLearnOptions } from './learn-options.ts';
import type { Proposal } from './proposal.ts';
import { type ProofParts, type ProvenDraft, proveDraft } from './prove.ts';
import type { Recording } from './recording.ts';
import { type RecordingFile, readRecording, recordingText } from './recording-file.ts';

export const LEARN_USAGE = `learn ${DEVICE_USAGE} | --from RECORDING [--protocol NAME] [--levels 5,4,3,2,1] [--times 3] --id my-pad --out FILE [--recording FILE] [--gap MS] [--idle S] [--settle MS] [--force] [--json]`;

type Parts = ToolMachine & Pick<ProofParts, 'replay'>;
type Heard = RecordingFile & { readonly source: string };

/** Takes the recording from a file; where the file does not say where it comes from, the command line must. */
function readFrom(options: LearnOptions, from: string): Result<Heard, string> {
  const file = readRecording(from, options.protocol);
  if (!file.ok) return file;
  const source = `recording ${basename(from)}`;
  if (!options.namesDevice) {
    return file.value.transport === undefined
      ? err(`${from} does not say over what it was recorded; add --path P --baud 9600, or --hid VID:PID`)
      : ok({ ...file.value, source });
  }
  const device = readDevice({ path: '(recorded)', ...options.device });
  if (!device.ok) return device;
  return ok({ ...file.value, transport: device.value.transport, match: device.value.request.match, source });
}

/** Why there is no recording, with the exit code for it: a wrong call, or a pad that was not heard. */
interface Unheard {
  readonly code: 1 | 2;
  readonly why: string;
}

function orElse<T>(result: Result<T, string>, code: 1 | 2): Result<T, Unheard> {
  return result.ok ? result : err({ code, why: result.error });
}

async function hear(options: LearnOptions, parts: Parts, print: Print): Promise<Result<Heard, Unheard>> {
  if (options.from !== undefined) return orElse(readFrom(options, options.from), 2);
  const device = readDevice(options.device);
  if (!device.ok) return err({ code: 2, why: device.error });
  const heard = await hearPad(options, device.value, parts, (text) => print.error(text));
  if (heard.ok) {
    const { transport, match } = heard.value;
    const text = recordingText(toRecording(heard.value), { transport, match, protocol: `learned-${options.id}` });
    if (writeOrShow(options.recordingOut, text, print)) print.error(`recording written to ${options.recordingOut}`);
  }
  return orElse(heard, 1);
}

function toRecording({ idle, presses, transport }: Heard): Recording {
  return { kind: gapFor(String(transport?.kind), 1) === 0 ? 'reports' : 'stream', idle, presses };
}

interface Learned {
  readonly proposals: readonly Proposal[];
  /** The first proposal that its own recording proves. */
  readonly proven: ProvenDraft | undefined;
  /** What speaks against the recording, or against the proposals before. */
  readonly against: readonly string[];
}

function learn(recording: Recording, facts: DraftFacts, { learn: engine, replay }: Parts): Learned {
  const inferred = infer(recording, engine.checksum);
  if (!inferred.ok) return { proposals: [], proven: undefined, against: [`the recording ${inferred.error}`] };
  const against: string[] = [];
  for (const proposal of inferred.value) {
    const proof = proveDraft(proposal, recording, facts, { engine, replay });
    if (proof.ok) return { proposals: inferred.value, proven: proof.value, against };
    against.push(`${proposal.summary}:`, ...proof.error.map((reason) => `  ${reason}`));
  }
  return { proposals: inferred.value, proven: undefined, against };
}

function explain(print: Print, { proposals, proven, against }: Learned): void {
  for (const line of against) print.error(line);
  if (proven === undefined) {
    print.error('no profile was written: nothing that was tried reads every press right');
    return;
  }
  const { proposal } = proven;
  print.error(`learned (confidence ${proposal.confidence}): ${proposal.summary}`);
  for (const doubt of proposal.doubts) print.error(`  not settled: ${doubt}`);
  for (const other of proposals.filter((one) => one !== proposal)) {
    print.error(`  other reading (confidence ${other.confidence}): ${other.summary}`);
  }
  print.error('  every press of the recording is read right');
}

/**
 * `learn`: somebody presses every button a few times, or a recording shows it, and a draft of a profile is written that reads every press
 * of its own recording right. No draft is written otherwise.
 * @returns 1 where nothing can be learned, naming the presses that are read wrong
 */
export const createLearnCommand =
  (parts: Parts): Command =>
  async (args, print) => {
    const options = readLearnOptions(args);
    if (!options.ok) return wrongCall(print, options.error);
    const { id, out, json } = options.value;
    const heard = await hear(options.value, parts, print);
    if (!heard.ok) {
      print.error(heard.error.why);
      return heard.error.code;
    }
    const { transport = {}, match, source } = heard.value;
    const learned = learn(toRecording(heard.value), { id, transport, match, source }, parts);
    const { proven, against } = learned;
    explain(print, learned);
    const written = proven !== undefined && writeOrShow(out, proven.text, print);
    if (written) print.error(`draft written to ${out}; check it, then try it at a terminal`);
    if (json) {
      const { summary = null, confidence = null, doubts = [] } = proven?.proposal ?? {};
      print.line(JSON.stringify({ out: written ? out : null, summary, confidence, doubts, against }));
    }
    return written ? 0 : 1;
  };
