import { type FramingSpec, framingSchema } from '@mingjing/hardware-profiles/schema/framing.ts';

/** A framing of streams, as profiles write it, with whole frames of it. */
export interface SampleFraming {
  readonly name: string;
  /** As its file has it. */
  readonly written: Readonly<Record<string, unknown>>;
  readonly spec: FramingSpec;
  /** As they come over the line. */
  readonly frames: readonly Uint8Array[];
  /** What is cut out of each, in lower-case hexadecimal; undefined: nothing, and nothing is wrong with it. */
  readonly taken: readonly (string | undefined)[];
}

/** A frame as it comes, and what is cut out of it where that is not the same; `null`: nothing. */
type Line = string | readonly [line: string, taken: string | null];

function sample(name: string, written: SampleFraming['written'], lines: readonly Line[]): SampleFraming {
  const toBytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  const pairs = lines.map((line) => (typeof line === 'string' ? ([line, line] as const) : line));
  return {
    name,
    written,
    spec: framingSchema.parse(written),
    frames: pairs.map(([line]) => toBytes(line)),
    taken: pairs.map(([, taken]) => taken?.replaceAll(' ', '') ?? undefined),
  };
}

/** Text as hexadecimal. */
function hexOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('hex');
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
  sample('answers of a Modbus server', { kind: 'modbus-rtu', maxFrame: 32 }, [
    '01 02 01 10 a0 44',
    '01 03 06 00 2a 00 80 00 05 f9 58',
    '11 83 04 41 36',
    '01 05 00 00 ff 00 8c 3a',
    '0b 02 02 01 00 20 29',
  ]),
  sample('lines of text', { kind: 'text-line', maxFrame: 20 }, [
    [hexOf('A3\r\n'), hexOf('A3')],
    [hexOf('EVAL:W03\r'), hexOf('EVAL:W03')],
    [hexOf('满意\n'), hexOf('满意')],
    [hexOf('\r\n'), null],
    [hexOf('12345678901234567890\r'), hexOf('12345678901234567890')],
  ]),
  sample(
    'lines of text with a checksum (Modbus ASCII)',
    { kind: 'text-line', checksum: { kind: 'lrc', from: 1, to: -2, at: -2 }, maxFrame: 40 },
    [
      [hexOf(':01030001000AF1\r\n'), hexOf(':01030001000AF1')],
      [hexOf(':0103020001F9\r\n'), hexOf(':0103020001F9')],
    ],
  ),
  sample('text between separators', { kind: 'text-split', separator: '||', maxFrame: 20 }, [
    [hexOf('key=3||'), hexOf('key=3')],
    [hexOf('a|b||'), hexOf('a|b')],
    [hexOf('||'), null],
  ]),
  sample('JSON objects', { kind: 'json', maxFrame: 120 }, [
    hexOf('{}'),
    hexOf('{"method":"RateSubmit","param":{"rateId":"7","attitude":5}}'),
    hexOf('{ "text": "} \\" { \\\\", "n": [1, -2.5e3, true, null] }'),
    [hexOf('\r\n{"企":"业"}'), hexOf('{"企":"业"}')],
  ]),
  sample('single bytes beside a frame known by heart', { kind: 'byte', literals: ['02 00 31'], maxFrame: 3 }, [
    '41',
    '02 00 31',
  ]),
  sample(
    'lines that may follow an acknowledgement known by heart (GM65)',
    { kind: 'text-line', literals: ['02 00 00 01 00 33 31'], maxFrame: 40 },
    ['02 00 00 01 00 33 31', [hexOf('BAT-00012345\r'), hexOf('BAT-00012345')]],
  ),
];
