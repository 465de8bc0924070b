import type { z } from 'zod';
import type { DecodeRule } from './decode.ts';
import type { FramingSpec } from './framing.ts';
import type { TemplatePiece } from './template.ts';

type Ack = { readonly kind: 'echo' } | { readonly kind: 'template'; readonly template: readonly TemplatePiece[] };

/** The fields that speak of each other. */
interface Related {
  readonly framing: FramingSpec;
  readonly decode: readonly DecodeRule[];
  readonly outputs: Readonly<Record<string, { readonly template: readonly TemplatePiece[] }>>;
  readonly defaultVariant: string;
  readonly variants: Readonly<
    Record<
      string,
      {
        readonly ack: Readonly<Record<string, Ack>>;
        readonly outputs: Related['outputs'];
      }
    >
  >;
  readonly reconnect: { readonly minMs: number; readonly maxMs: number };
  readonly heartbeat: { readonly output: string | null };
}
type Context = z.RefinementCtx;

function report(context: Context, path: (string | number)[], message: string): void {
  context.addIssue({ code: 'custom', path, message });
}

function checkAcks(profile: Related, context: Context): void {
  for (const [index, rule] of profile.decode.entries()) {
    for (const [name, variant] of Object.entries(profile.variants)) {
      if (rule.ack === undefined || Object.hasOwn(variant.ack, rule.ack)) continue;
      report(context, ['decode', index, 'ack'], `"${rule.ack}" is missing in variants.${name}.ack; add it there`);
    }
  }
}

/** What an acknowledgement template may ask for; the address only where the frame has one. */
function checkAckTemplates(profile: Related, context: Context): void {
  for (const [index, rule] of profile.decode.entries()) {
    const known = rule.address === undefined ? ['value'] : ['value', 'addr', 'addrRaw'];
    for (const [name, { ack }] of Object.entries(profile.variants)) {
      const spec = rule.ack === undefined ? undefined : ack[rule.ack];
      const bad = (spec?.kind === 'template' ? spec.template : []).find((piece) =>
        piece.kind === 'u8' ? !known.includes(piece.name) : piece.kind === 'digits',
      );
      if (bad === undefined) continue;
      const path = ['variants', name, 'ack', String(rule.ack), 'template'];
      report(context, path, `may only use the variables ${known.join(', ')} for decode.${index}`);
    }
  }
}

function checkFraming(framing: FramingSpec, context: Context): void {
  const first = 'header' in framing ? framing.header?.[0] : undefined;
  if (framing.optionalLead !== undefined && framing.optionalLead === first) {
    report(context, ['framing', 'optionalLead'], 'must differ from the first byte of the header');
  }
  if (framing.kind === 'fixed' && framing.size > framing.maxFrame) {
    report(context, ['framing', 'size'], `is more than maxFrame (${framing.maxFrame})`);
  }
  if (framing.kind !== 'length') return;
  const { min, max, adds } = framing.length;
  if (min > max) report(context, ['framing', 'length', 'min'], `is more than max (${max})`);
  if (max + adds > framing.maxFrame) {
    report(context, ['framing', 'maxFrame'], `must be at least length.max + length.adds (${max + adds})`);
  }
}

function checkHeartbeat(profile: Related, context: Context): void {
  const name = profile.heartbeat.output;
  if (name === null) return;
  for (const [key, variant] of Object.entries(profile.variants)) {
    const output = variant.outputs[name] ?? profile.outputs[name];
    if (output === undefined) report(context, ['heartbeat', 'output'], `"${name}" is not an output of variant ${key}`);
    else if (output.template.some((piece) => piece.kind === 'u8' || piece.kind === 'digits')) {
      report(context, ['heartbeat', 'output'], `"${name}" has variables; a heartbeat must be fixed bytes`);
    }
  }
}

/** Checks that no single field can hold alone: names that must exist elsewhere, sizes that must fit each other. */
export function crossCheck(profile: Related, context: Context): void {
  if (!Object.hasOwn(profile.variants, profile.defaultVariant)) {
    const known = Object.keys(profile.variants).join(', ');
    report(context, ['defaultVariant'], `"${profile.defaultVariant}" is none of the variants: ${known || '(none)'}`);
  }
  if (profile.reconnect.minMs > profile.reconnect.maxMs) {
    report(context, ['reconnect', 'minMs'], `is more than maxMs (${profile.reconnect.maxMs})`);
  }
  checkAcks(profile, context);
  checkAckTemplates(profile, context);
  checkFraming(profile.framing, context);
  checkHeartbeat(profile, context);
}
