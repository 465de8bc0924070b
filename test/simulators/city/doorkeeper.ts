import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** How far a request's time may be from ours, ms. */
const TIME_WINDOW_MS = 5 * 60_000;

/**
 * Checks who knocks: key, time, nonce and signature. Written from the interface description and not from the gateway's code, so that a
 * mistake on one side cannot hide on the other.
 */
export function createDoorkeeper(options: { appKey: string; secret: string; now: () => number }) {
  const seenNonces = new Set<string>();

  /** @returns why the request is refused, or undefined */
  return (method: string, path: string, headers: IncomingHttpHeaders, body: string): string | undefined => {
    const [appKey, timestamp, nonce, signature] = ['app-key', 'timestamp', 'nonce', 'signature'].map((name) =>
      String(headers[`x-${name}`] ?? ''),
    ) as [string, string, string, string];
    if (appKey !== options.appKey) return '未知的应用标识';
    if (!/^\d{13}$/.test(timestamp) || Math.abs(Number(timestamp) - options.now()) > TIME_WINDOW_MS)
      return '时间戳失效';
    if (nonce.length < 16 || seenNonces.has(nonce)) return '随机数重复';
    const digest = createHash('sha256').update(body).digest('hex');
    const expected = createHmac('sha256', options.secret)
      .update(`${method}\n${path}\n${timestamp}\n${nonce}\n${digest}`)
      .digest();
    const given = Buffer.from(signature, 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return '签名错误';
    seenNonces.add(nonce);
    return undefined;
  };
}
