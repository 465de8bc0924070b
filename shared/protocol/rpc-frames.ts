import { z } from 'zod';
import { err, ok, type Result } from '../basics/result.ts';

const id = z.string().min(1).max(36);

/** OCPP-J framing: `[2,id,action,payload]`, `[3,id,payload]`, `[4,id,code,description,details]`; either side may call. */
const callSchema = z.tuple([z.literal(2), id, z.string().min(1).max(50), z.unknown()]);
const resultSchema = z.tuple([z.literal(3), id, z.unknown()]);
const errorSchema = z.tuple([z.literal(4), id, z.string().max(50), z.string().max(500), z.unknown()]);

export type CallFrame = {
  readonly kind: 'call';
  readonly id: string;
  readonly action: string;
  readonly payload: unknown;
};
export type ResultFrame = { readonly kind: 'result'; readonly id: string; readonly payload: unknown };
export type ErrorFrame = {
  readonly kind: 'error';
  readonly id: string;
  readonly code: string;
  readonly description: string;
  readonly details: unknown;
};
export type RpcFrame = CallFrame | ResultFrame | ErrorFrame;

/**
 * Reads one message.
 * @returns the frame, or why the text is none
 */
export function decodeFrame(text: string): Result<RpcFrame, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err('not JSON');
  }
  const type = Array.isArray(value) ? value[0] : undefined;
  if (type === 2) {
    const call = callSchema.safeParse(value);
    if (call.success) return ok({ kind: 'call', id: call.data[1], action: call.data[2], payload: call.data[3] });
  } else if (type === 3) {
    const result = resultSchema.safeParse(value);
    if (result.success) return ok({ kind: 'result', id: result.data[1], payload: result.data[2] });
  } else if (type === 4) {
    const error = errorSchema.safeParse(value);
    if (error.success) {
      const [, errorId, code, description, details] = error.data;
      return ok({ kind: 'error', id: errorId, code, description, details });
    }
  }
  return err('not a frame: expected [2,id,action,payload], [3,id,payload] or [4,id,code,description,details]');
}

/** Writes one message. */
export function encodeFrame(frame: RpcFrame): string {
  switch (frame.kind) {
    case 'call':
      return JSON.stringify([2, frame.id, frame.action, frame.payload ?? {}]);
    case 'result':
      return JSON.stringify([3, frame.id, frame.payload ?? {}]);
    case 'error':
      return JSON.stringify([4, frame.id, frame.code, frame.description.slice(0, 500), frame.details ?? {}]);
  }
}
