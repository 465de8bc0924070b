import { toHex } from '@mingjing/shared/basics/bytes.ts';
import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import type { CityAdapter, CityReply } from '../../city-adapter.ts';
import { classify, RAW_REPLY_MAX } from './classify.ts';
import { type CityRecord, followUpToCity, ratingToCity, serviceToCity } from './mapping.ts';
import { postJson } from './post.ts';
import { CITY_HEADERS, citySignature } from './sign.ts';

export interface HttpJsonOptions {
  /** Base address of the city system; records go to `…/api/v1/services` and `…/api/v1/ratings`. */
  readonly url: string;
  readonly appKey: string;
  readonly secret: string;
  readonly timeoutMs: number;
  readonly missingReasonText: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly randomBytes: RandomBytes;
}

/** The adapter for cities that take JSON over HTTP with an HMAC signature and answer `{code, message, data}`. */
export function createHttpJsonAdapter(options: HttpJsonOptions): CityAdapter {
  const base = options.url.endsWith('/') ? options.url : `${options.url}/`;
  const services = new URL('api/v1/services', base);
  const ratings = new URL('api/v1/ratings', base);

  async function push(url: URL, record: CityRecord, signal: AbortSignal): Promise<CityReply> {
    const body = JSON.stringify(record);
    const timestamp = String(options.clock.now());
    const nonce = toHex(options.randomBytes(16));
    const signature = citySignature({ method: 'POST', path: url.pathname, timestamp, nonce, body }, options.secret);
    const headers = {
      [CITY_HEADERS.appKey]: options.appKey,
      [CITY_HEADERS.timestamp]: timestamp,
      [CITY_HEADERS.nonce]: nonce,
      [CITY_HEADERS.signature]: signature,
    };
    try {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]);
      return classify(await postJson(url, body, headers, limited));
    } catch (cause) {
      return { kind: 'unavailable', raw: describe(cause).slice(0, RAW_REPLY_MAX) };
    }
  }

  return {
    pushService: (material, signal) => push(services, serviceToCity(material), signal),
    pushRating: (material, signal) => push(ratings, ratingToCity(material, options.missingReasonText), signal),
    pushFollowUp: (material, signal) => push(ratings, followUpToCity(material, options.missingReasonText), signal),
  };
}

/** A network failure in words: fetch hides the reason in `cause`. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  const inner = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `no answer: ${error.name === 'TimeoutError' ? 'timed out' : error.message}${inner}`;
}
