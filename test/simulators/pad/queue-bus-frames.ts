/**
 * The simulator's own idea of the queue bus, written from the protocol's description and apart from the product's code, so that the
 * two check each other. Frame: FF 68 LEN LEN 68 ADDR FUNC DATA… CS 16.
 */

/** A frame from a device of the bus. */
export function busFrame(address: number, func: number, data: readonly number[]): Uint8Array {
  const body = [address, func, ...data];
  const checksum = body.reduce((sum, byte) => sum + byte, 0) % 256;
  return Uint8Array.of(0xff, 0x68, body.length, body.length, 0x68, ...body, checksum, 0x16);
}

/** What the host sent, as far as a device of the bus understands it. */
export type HostFrame =
  | { readonly kind: 'mirrored-ack'; readonly address: number; readonly value: number }
  | { readonly kind: 'short-ack'; readonly address: number }
  | { readonly kind: 'echo'; readonly address: number }
  | { readonly kind: 'start-evaluation'; readonly address: number }
  | { readonly kind: 'stars'; readonly address: number; readonly value: number }
  | { readonly kind: 'beep'; readonly address: number }
  | { readonly kind: 'display'; readonly address: number; readonly digits: string }
  | { readonly kind: 'unknown'; readonly hex: string };

interface Raw {
  readonly lead: boolean;
  readonly address: number;
  readonly func: number;
  readonly data: readonly number[];
  readonly hex: string;
}

function hexOf(bytes: readonly number[]): string {
  return Buffer.from(bytes).toString('hex');
}

/** Takes the first whole frame off the front; noise before it comes out as unknown. */
function takeFrame(bytes: number[]): Raw | string | undefined {
  const start = bytes.indexOf(0x68);
  if (start < 0 || bytes.length < start + 4) return undefined;
  const lead = start > 0 && bytes[start - 1] === 0xff;
  const length = bytes[start + 1] ?? 0;
  const end = start + 4 + length + 2;
  const wellFormed = length >= 2 && bytes[start + 2] === length && bytes[start + 3] === 0x68;
  if (wellFormed && bytes.length < end) return undefined;
  const body = bytes.slice(start + 4, start + 4 + length);
  const sum = body.reduce((total, byte) => total + byte, 0) % 256;
  const noise = bytes.slice(0, lead ? start - 1 : start);
  if (noise.length > 0) return hexOf(bytes.splice(0, noise.length));
  if (!wellFormed || bytes[end - 2] !== sum || bytes[end - 1] !== 0x16) return hexOf(bytes.splice(0, start + 1));
  const hex = hexOf(bytes.splice(0, end));
  return { lead, address: body[0] ?? 0, func: body[1] ?? 0, data: body.slice(2), hex };
}

function classifyOneByte(func: number, address: number, value: number): HostFrame | undefined {
  if (func === 0x02) return { kind: 'stars', address, value };
  if (func !== 0x01) return undefined;
  return value === 0x0b ? { kind: 'start-evaluation', address } : { kind: 'mirrored-ack', address, value };
}

function classifyLed({ address, func, data }: Raw): HostFrame | undefined {
  if (data.length === 0) return func === 0x03 ? { kind: 'beep', address } : undefined;
  if (data.length === 1) return classifyOneByte(func, address, data[0] ?? 0);
  if (func !== 0x02 || data.length !== 6) return undefined;
  return { kind: 'display', address, digits: data.map((digit) => (digit <= 9 ? digit : '_')).join('') };
}

function classify(raw: Raw, callerFrames: ReadonlySet<string>): HostFrame {
  const { lead, address, func, data, hex } = raw;
  if (callerFrames.has(hex)) return { kind: 'echo', address };
  if (!lead && func === 0x01 && data.length === 0) return { kind: 'short-ack', address };
  return (lead ? classifyLed(raw) : undefined) ?? { kind: 'unknown', hex };
}

/** Reads what the host sends. @param callerFrames hexadecimal text of the key frames sent so far, to know their echo */
export function createHostReader(callerFrames: ReadonlySet<string>) {
  const held: number[] = [];
  return (bytes: Uint8Array): readonly HostFrame[] => {
    held.push(...bytes);
    const frames: HostFrame[] = [];
    for (let raw = takeFrame(held); raw !== undefined; raw = takeFrame(held)) {
      frames.push(typeof raw === 'string' ? { kind: 'unknown', hex: raw } : classify(raw, callerFrames));
    }
    return frames;
  };
}
