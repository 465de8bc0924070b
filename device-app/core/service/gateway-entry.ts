import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { terminalSettingsSchema } from '@mingjing/shared/settings/terminal-settings.ts';

const codeSchema = terminalSettingsSchema.shape.enrolmentCode.unwrap();
const IPV4_HOST = /^\d{1,3}(\.\d{1,3}){3}(:\d+)?(\/|$)/;
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/** What a technician gave: an address as the settings take it, and a code. */
export interface GatewayEntry {
  readonly url: string;
  /** Absent where the terminal has its identity already, and none was given: it may need another at another gateway. */
  readonly code: string | undefined;
}

/**
 * Reads address and one-time code as they are typed or pasted on a keyboard that may write full-width characters. An address without a
 * scheme is https, but http where it is a bare IPv4 address: nobody issues certificates for those in a hall.
 * @param isEnrolled whether the terminal has an identity; then a code is taken, but not asked for
 */
export function readGatewayEntry(
  typed: { readonly url: string; readonly code: string },
  isEnrolled: boolean,
): Result<GatewayEntry, 'bad-address' | 'bad-code'> {
  const url = readAddress(plain(typed.url));
  if (url === undefined) return err('bad-address');
  const given = plain(typed.code).toUpperCase();
  if (isEnrolled && given === '') return ok({ url, code: undefined });
  const code = codeSchema.safeParse(given);
  return code.success ? ok({ url, code: code.data }) : err('bad-code');
}

function readAddress(text: string): string | undefined {
  const full = SCHEME.test(text) ? text : `${IPV4_HOST.test(text) ? 'http' : 'https'}://${text}`;
  if (!URL.canParse(full)) return undefined;
  const { protocol, host, hostname, pathname, username, password, search, hash } = new URL(full);
  const isOurs = protocol === 'http:' || protocol === 'https:';
  // Credentials would lie in a file in the clear; a query or a fragment means that another address was copied.
  if (!isOurs || hostname === '' || `${username}${password}${search}${hash}` !== '') return undefined;
  return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;
}

/** Half-width, without blanks; the stop of a Chinese keyboard is a dot. */
function plain(text: string): string {
  return text.normalize('NFKC').replaceAll('。', '.').replace(/\s+/g, '');
}
