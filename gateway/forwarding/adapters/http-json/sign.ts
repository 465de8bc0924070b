import { createHash, createHmac } from 'node:crypto';

/** Headers of a signed request. */
export const CITY_HEADERS = {
  appKey: 'x-app-key',
  /** ms since the epoch */
  timestamp: 'x-timestamp',
  /** accepted once */
  nonce: 'x-nonce',
  signature: 'x-signature',
} as const;

/** What the signature covers. `bodySha256` is lower-case hex; `path` as requested, without query. */
export interface SignedParts {
  readonly method: string;
  readonly path: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly body: string;
}

/** HMAC-SHA256 (hex) over `METHOD\nPATH\nTIMESTAMP\nNONCE\nSHA256(body)`. */
export function citySignature(parts: SignedParts, secret: string): string {
  const bodySha256 = createHash('sha256').update(parts.body, 'utf8').digest('hex');
  const text = [parts.method, parts.path, parts.timestamp, parts.nonce, bodySha256].join('\n');
  return createHmac('sha256', secret).update(text, 'utf8').digest('hex');
}
