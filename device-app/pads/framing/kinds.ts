import type { ChecksumSpec, FramingKind, FramingSpec } from '@mingjing/hardware-profiles/schema/framing.ts';
import { measureJson } from './json.ts';
import { measureDelimiter, measureHeaderTrailer, measureTextLine, measureTextSplit } from './marked.ts';
import { MODBUS_CRC, measureModbusRtu } from './modbus.ts';
import { measureByte, measureFixed, measureLength } from './sized.ts';
import type { Measure } from './step.ts';
import { measureIdleGap, measureReport } from './whole.ts';

interface Kind<Spec> {
  /**
   * What is looked for a frame: a stream of bytes, or one message of the transport at a time. `searching` streams try every byte after a
   * mistake as the next beginning; the others have no beginning to look for, and drop a refused frame whole.
   */
  readonly from: 'searching' | 'sequence' | 'message';
  readonly measure: (spec: Spec) => Measure;
  /** The checksum that all frames of the kind carry. */
  readonly checksum?: ChecksumSpec;
}

/** Framing kinds by name; a new kind is a new entry. */
export const FRAMING_KINDS: { readonly [K in FramingKind]: Kind<Extract<FramingSpec, { kind: K }>> } = {
  byte: { from: 'sequence', measure: measureByte },
  fixed: { from: 'searching', measure: measureFixed },
  length: { from: 'searching', measure: measureLength },
  delimiter: { from: 'sequence', measure: measureDelimiter },
  'header-trailer': { from: 'searching', measure: measureHeaderTrailer },
  'modbus-rtu': { from: 'searching', measure: measureModbusRtu, checksum: MODBUS_CRC },
  'idle-gap': { from: 'sequence', measure: measureIdleGap },
  'text-line': { from: 'sequence', measure: measureTextLine },
  'text-split': { from: 'sequence', measure: measureTextSplit },
  'hid-report': { from: 'message', measure: measureReport },
  json: { from: 'sequence', measure: measureJson },
};

/** Whether frames of a kind are whole messages of the transport, which have no beginning to look for and cannot be cut. */
export function takesMessages(kind: FramingKind): boolean {
  return FRAMING_KINDS[kind].from === 'message';
}

/** The measure of a framing. */
export function measureOf(spec: FramingSpec): Measure {
  return (FRAMING_KINDS[spec.kind].measure as (spec: FramingSpec) => Measure)(spec);
}
