import { fromBase64Url, toBase64Url } from '../basics/bytes.ts';
import { err, ok, type Result } from '../basics/result.ts';

/** Longest text of a code: fits version 9 at level M, which a hand scanner reads off paper and off a telephone. */
export const ENROLMENT_TEXT_MAX = 200;

const PREFIX = 'mingjing-enrol:1:';

/** What a technician would otherwise type: address of the gateway, and the one-time code. */
export interface EnrolmentOffer {
  readonly url: string;
  readonly code: string;
}

/**
 * The text of the code that a technician holds to the scanner of a new terminal. No number of a receipt has a colon in it, so that a code
 * held to the scanner at the wrong moment is looked up nowhere.
 * @returns `too-long` where address and code together exceed what a scanner reads well
 */
export function enrolmentText({ url, code }: EnrolmentOffer): Result<string, 'too-long'> {
  const text = `${PREFIX}${toBase64Url(new TextEncoder().encode(JSON.stringify([url, code])))}`;
  return text.length <= ENROLMENT_TEXT_MAX ? ok(text) : err('too-long');
}

/** Reads {@link enrolmentText}. Address and code are not judged here: they are treated as if typed. */
export function parseEnrolmentText(text: string): Result<EnrolmentOffer, 'not-an-enrolment'> {
  const trimmed = text.trim();
  if (!trimmed.startsWith(PREFIX) || trimmed.length > ENROLMENT_TEXT_MAX) return err('not-an-enrolment');
  const bytes = fromBase64Url(trimmed.slice(PREFIX.length));
  const offer: unknown = bytes === undefined ? undefined : parseJson(bytes);
  if (!Array.isArray(offer) || offer.length !== 2) return err('not-an-enrolment');
  const [url, code]: unknown[] = offer;
  return typeof url === 'string' && typeof code === 'string' ? ok({ url, code }) : err('not-an-enrolment');
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
