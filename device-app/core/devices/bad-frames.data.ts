/** Why bytes were no frame, as framers say it. */
export const BAD_FRAMES = [
  'garbage',
  'length-mismatch',
  'length-range',
  'fixed-byte',
  'trailer',
  'too-long',
  'too-short',
  'not-json',
  'checksum',
  'truncated',
] as const;

/** Everything that is counted among bad frames: those, and frames that could not be used. */
export const BAD_FRAME_KINDS = [
  ...BAD_FRAMES,
  'no-rule',
  'ack-not-possible',
  'scan-too-long',
  'scan-incomplete',
  'rollover',
  'self-test-failed',
  'keyboard-error',
  'parser-failed',
  'other',
] as const;
export type BadFrameKind = (typeof BAD_FRAME_KINDS)[number];

/** The kind of a reason as it was counted, such as `parser-failed: …`. */
export function badFrameKind(reason: string): BadFrameKind {
  const [name = ''] = reason.split(':', 1);
  return BAD_FRAME_KINDS.find((kind) => kind === name) ?? 'other';
}
