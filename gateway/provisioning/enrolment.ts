import { createHash, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import { fromBase64Url } from '@mingjing/shared/basics/bytes.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { DeviceId } from '@mingjing/shared/domain/ids.ts';
import { enrolSigningText } from '@mingjing/shared/protocol/enrolment.ts';
import type { GatewayStore, Terminal } from '../store/gateway-store.ts';
import { mintShortId } from './short-id.ts';

/** What a terminal brings. Key and proof are base64url; both are checked here. */
export interface EnrolmentRequest {
  readonly code: string;
  readonly deviceId: DeviceId;
  readonly publicKey: string;
  readonly proof: string;
}

/**
 * `switched-off`: this gateway takes no development code. `wrong-proof`: the proof is not by that key.
 * `key-taken` / `device-taken`: the key or the device is enrolled with another partner.
 */
export type EnrolmentRefusal = 'switched-off' | 'wrong-code' | 'wrong-proof' | 'key-taken' | 'device-taken' | 'retired';

export interface Enrolled {
  readonly terminal: Terminal;
  /** True when this very enrolment was made before: the answer was lost on the way. */
  readonly repeated: boolean;
}

export interface EnrolmentOptions {
  readonly store: Pick<
    GatewayStore,
    'findTerminal' | 'findTerminalByPublicKey' | 'findTerminalByShortId' | 'enrolTerminal'
  >;
  readonly developmentCode: string | undefined;
  readonly randomBytes: RandomBytes;
}

/** Enrolment by the development code: safe to repeat, and bound to the key of the terminal. */
export function createEnrolment(options: EnrolmentOptions) {
  const { store, randomBytes } = options;
  // One at a time: two requests of one terminal must not both find it unknown.
  let last: Promise<unknown> = Promise.resolve();

  async function admit(request: EnrolmentRequest): Promise<Result<Enrolled, EnrolmentRefusal>> {
    const known = store.findTerminal(request.deviceId) ?? store.findTerminalByPublicKey(request.publicKey);
    if (known !== undefined) return repeat(known, request);
    const shortId = mintShortId(randomBytes, (id) => store.findTerminalByShortId(id) !== undefined);
    const terminal = {
      deviceId: request.deviceId,
      shortId,
      publicKey: request.publicKey,
      qrKey: randomBytes(32),
      windowName: `窗口 ${shortId}`,
    };
    await store.enrolTerminal(terminal);
    return ok({ terminal: { ...terminal, retired: false }, repeated: false });
  }

  return {
    async enrol(request: EnrolmentRequest): Promise<Result<Enrolled, EnrolmentRefusal>> {
      if (options.developmentCode === undefined) return err('switched-off');
      // Typed with gloves on a keyboard of the glass, which gives capitals.
      if (!equalSecrets(request.code.toUpperCase(), options.developmentCode.toUpperCase())) return err('wrong-code');
      if (!isProven(request)) return err('wrong-proof');
      const turn = last.then(() => admit(request));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
export type Enrolment = ReturnType<typeof createEnrolment>;

function repeat(known: Terminal, request: EnrolmentRequest): Result<Enrolled, EnrolmentRefusal> {
  if (known.deviceId !== request.deviceId) return err('key-taken');
  if (known.publicKey !== request.publicKey) return err('device-taken');
  return known.retired ? err('retired') : ok({ terminal: known, repeated: true });
}

/** Compares in constant time, whatever the lengths. */
function equalSecrets(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function isProven({ deviceId, code, publicKey, proof }: EnrolmentRequest): boolean {
  const signature = fromBase64Url(proof);
  if (fromBase64Url(publicKey)?.length !== 32 || signature?.length !== 64) return false;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  return verify(null, Buffer.from(enrolSigningText(deviceId, code), 'utf8'), key, signature);
}
