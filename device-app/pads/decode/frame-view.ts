/** A frame with what several values of it need, made once and only when asked for. */
export interface FrameView {
  readonly bytes: Uint8Array;
  /** Every byte as the character of the same number, which is what regular expressions of profiles look at. */
  text(): string;
  /** The frame as JSON; undefined where it is none. */
  json(): unknown;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}

export function viewFrame(bytes: Uint8Array): FrameView {
  let text: string | undefined;
  let json: { readonly value: unknown } | undefined;
  return {
    bytes,
    text() {
      text ??= Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
      return text;
    },
    json() {
      json ??= { value: parse(bytes) };
      return json.value;
    },
  };
}

/** The byte at an offset, negative from the end; undefined outside the frame. */
export function byteAt(bytes: Uint8Array, offset: number): number | undefined {
  return bytes[offset < 0 ? bytes.length + offset : offset];
}

/** The bytes from `from` to `to`, exclusive, where 0 is the end of the frame; undefined where the frame has not all of them. */
export function rangeOf(bytes: Uint8Array, from: number, to: number): Uint8Array | undefined {
  const start = from < 0 ? bytes.length + from : from;
  const end = to <= 0 ? bytes.length + to : to;
  return start < 0 || end < start || end > bytes.length ? undefined : bytes.subarray(start, end);
}

/** A member of a JSON object by names joined by dots; undefined where there is none. Never what every object or list inherits. */
export function memberOf(json: unknown, path: string): unknown {
  let value = json;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    if (!Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
