import { readFileSync } from 'node:fs';
import { toHex } from '@mingjing/shared/basics/bytes.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { LEVELS } from '@mingjing/shared/domain/levels.data.ts';
import { type Level, levelSchema } from '@mingjing/shared/domain/levels.ts';
import { z } from 'zod';
import { messageHexSchema } from '../../schema/primitives.ts';
import type { Press, Recording } from './recording.ts';

/** A recording on disk, with the device it came from where the tool made it. */
export interface RecordingFile {
  readonly idle: readonly Uint8Array[];
  readonly presses: readonly Press[];
  readonly transport: Readonly<Record<string, unknown>> | undefined;
  readonly match: readonly Readonly<Record<string, unknown>>[];
}

const meaningSchema = z.looseObject({
  level: levelSchema.nullish(),
  label: z.union([z.string(), z.int()]).optional(),
});

const fileSchema = z.looseObject({
  transport: z.record(z.string(), z.unknown()).optional(),
  match: z.array(z.record(z.string(), z.unknown())).default([]),
  vectors: z.array(
    z.looseObject({
      protocol: z.string().optional(),
      direction: z.enum(['in', 'out', 'feature']),
      hex: messageHexSchema,
      expect: z.union([meaningSchema, z.array(meaningSchema).transform(([first = {}]) => first)]),
    }),
  ),
});

/** The level that a label means: its number, or its name in Chinese or English. */
function levelOf(label: string | number): Level | undefined {
  const text = String(label).trim().toLowerCase();
  return LEVELS.find(({ level, zh, en }) => [String(level), zh, en.toLowerCase()].includes(text))?.level;
}

type Entry = z.infer<typeof fileSchema>['vectors'][number];

function groupPresses(vectors: readonly Entry[]): Result<Pick<RecordingFile, 'idle' | 'presses'>, string> {
  const idle: Uint8Array[] = [];
  const presses: { level: Level; messages: Uint8Array[] }[] = [];
  for (const [index, { hex, expect }] of vectors.entries()) {
    const level = expect.level ?? (expect.label === undefined ? undefined : levelOf(expect.label));
    if (level === undefined && expect.label !== undefined) {
      return err(`vectors.${index}.expect.label: "${expect.label}" is no level; use 5–1, or a name such as 非常满意`);
    }
    if (level !== undefined) presses.push({ level, messages: [hex] });
    else (presses.at(-1)?.messages ?? idle).push(hex);
  }
  if (presses.length > 0) return ok({ idle, presses });
  return err('no vector says which button it is; write "expect": {"level": 5} into the first vector of each press');
}

/**
 * Reads a recording: vectors whose `expect` has a `level` or a `label` begin a press; those without belong to the press before, or to the
 * pad at rest where none was before.
 * @param protocol takes only these vectors
 */
export function readRecording(path: string, protocol: string | undefined): Result<RecordingFile, string> {
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    return err(`${path} cannot be read as JSON: ${cause instanceof Error ? cause.message : ''}`);
  }
  const parsed = fileSchema.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return err(`${path}: ${issue?.path.join('.') || '(file)'}: ${issue?.message}`);
  }
  const { transport, match, vectors } = parsed.data;
  const own = vectors.filter((one) => one.direction === 'in' && (protocol ?? one.protocol) === one.protocol);
  const protocols = [...new Set(own.map((one) => one.protocol ?? '(none)'))];
  if (protocols.length > 1) return err(`${path} holds ${protocols.join(', ')}; choose one with --protocol`);
  const grouped = groupPresses(own);
  return grouped.ok ? ok({ ...grouped.value, transport, match }) : err(`${path}: ${grouped.error}`);
}

/** Writes down what was heard, so that it can be learned from again. */
export function recordingText(
  recording: Recording,
  { transport, match, protocol }: Pick<RecordingFile, 'transport' | 'match'> & { readonly protocol: string },
): string {
  const vector = (bytes: Uint8Array, expect: object) => ({
    protocol,
    direction: 'in',
    hex: toHex(bytes),
    expect,
    origin: 'captured',
  });
  const vectors = [
    ...recording.idle.map((bytes) => vector(bytes, {})),
    ...recording.presses.flatMap(({ level, messages }) =>
      messages.map((bytes, index) => vector(bytes, index === 0 ? { level } : {})),
    ),
  ];
  const about =
    'recorded with "npm run profiles -- learn": a vector with a level begins a press, those after it belong to it';
  return `${JSON.stringify({ about, transport, match, vectors }, null, 2)}\n`;
}
