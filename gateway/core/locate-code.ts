import type { QrKind } from '@mingjing/shared/qr/kinds.data.ts';
import { authenticKind, parseQrToken, type QrToken } from '@mingjing/shared/qr/token.ts';

/** A rating code that one of our terminals minted. */
export interface LocatedCode<Terminal> {
  readonly qr: QrToken;
  readonly kind: QrKind;
  readonly terminal: Terminal;
}

/** Stands in for the key of a terminal that nobody knows, so that its code takes as long to refuse as a forged one. */
const NO_KEY = new Uint8Array(32);

/**
 * Whose code a token is. Its age is another question, see `scanState`.
 * @returns undefined for a malformed or forged token, an unknown terminal and a retired one alike
 */
export function locateCode<Terminal extends { readonly qrKey: Uint8Array; readonly retired: boolean }>(
  token: string,
  findTerminal: (shortId: string) => Terminal | undefined,
): LocatedCode<Terminal> | undefined {
  const qr = parseQrToken(token);
  if (!qr.ok) return undefined;
  const terminal = findTerminal(qr.value.shortId);
  const kind = authenticKind(qr.value, terminal?.qrKey ?? NO_KEY);
  if (terminal === undefined || terminal.retired || kind === undefined) return undefined;
  return { qr: qr.value, kind, terminal };
}
