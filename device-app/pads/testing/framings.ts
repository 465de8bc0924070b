import { type FramingSpec, framingSchema } from '@mingjing/hardware-profiles/schema/framing.ts';

/** A framing of each kind, as profiles write it, with whole frames of it. */
export interface SampleFraming {
  readonly name: string;
  readonly spec: FramingSpec;
  readonly frames: readonly Uint8Array[];
}

function sample(name: string, spec: unknown, frames: readonly string[]): SampleFraming {
  const toBytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  return { name, spec: framingSchema.parse(spec), frames: frames.map(toBytes) };
}

const QUEUE_BUS = {
  kind: 'length',
  optionalLead: '0xff',
  header: '68',
  length: { at: 1, adds: 6, repeatAt: 2, min: 3, max: 16 },
  fixed: [{ at: 3, value: '0x68' }],
  trailer: '16',
  checksum: { kind: 'sum8', from: 4, to: -2, at: -2 },
  maxFrame: 32,
};

export const SAMPLE_FRAMINGS: readonly SampleFraming[] = [
  sample('queue bus', QUEUE_BUS, [
    '68 03 03 68 81 11 03 95 16',
    '68 04 04 68 01 01 06 0f 17 16',
    // Header, trailer and lead inside the data.
    '68 05 05 68 68 16 ff 68 16 fb 16',
  ]),
  sample('single bytes', { kind: 'byte', maxFrame: 1 }, ['01', '41', 'ff']),
  sample(
    'fixed size with CRC-16/XMODEM (GM65 acknowledgement)',
    {
      kind: 'fixed',
      size: 7,
      header: '02',
      checksum: { kind: 'crc16-xmodem', from: 1, to: -2, at: -2 },
      maxFrame: 7,
    },
    ['02 00 00 01 00 33 31'],
  ),
  sample(
    'fixed size with CRC-16/MODBUS',
    {
      kind: 'fixed',
      size: 8,
      checksum: { kind: 'crc16-modbus', from: 0, to: -2, at: -2, endian: 'little' },
      maxFrame: 8,
    },
    ['11 03 00 6b 00 03 76 87', '0b 02 00 00 00 0a f8 a7'],
  ),
  sample(
    'two-byte length with XOR (identity-card reader)',
    {
      kind: 'length',
      header: 'aa aa aa 96 69',
      length: { at: 5, bytes: 2, endian: 'big', adds: 7, min: 4, max: 64 },
      checksum: { kind: 'xor8', from: 5, to: -1, at: -1 },
      maxFrame: 128,
    },
    ['aa aa aa 96 69 00 08 00 00 9f 00 00 00 00 97', 'aa aa aa 96 69 00 04 00 00 80 84'],
  ),
  sample('lines', { kind: 'delimiter', end: '0d 0a', maxFrame: 40 }, ['41 33 0d 0a', '0d 0a', '0d 0d 0a']),
  sample(
    'lines with a checksum',
    { kind: 'delimiter', end: '0a', checksum: { kind: 'xor8', from: 0, to: -2, at: -2 }, maxFrame: 40 },
    ['41 42 03 0a'],
  ),
  sample(
    'between equal marks',
    {
      kind: 'header-trailer',
      header: '7e',
      trailer: '7e',
      minSize: 5,
      checksum: { kind: 'sum8', from: 1, to: -2, at: -2 },
      maxFrame: 32,
    },
    ['7e 01 02 03 7e', '7e 05 06 07 12 7e'],
  ),
  sample('between different marks', { kind: 'header-trailer', header: '02', trailer: '03', minSize: 3, maxFrame: 32 }, [
    '02 35 03',
  ]),
];
