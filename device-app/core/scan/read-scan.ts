import { isCitizenNumber } from '@mingjing/shared/domain/citizen-number.ts';

/** What a scanned text asks for. */
export type ScanReading =
  /** The token of a rating address of ours. */
  | { readonly kind: 'token'; readonly token: string }
  /** 业务流水号 */
  | { readonly kind: 'serial'; readonly serialNumber: string }
  | { readonly kind: 'unreadable' };

/** Longer texts are no code that we print or show. */
const MAX_LENGTH = 512;
const RATING_PATH = /\/r\/([A-Za-z0-9_-]{50})$/;
/** Letters, digits and what joins them on receipts. Shorter ones are slips of the scanner. */
const SERIAL_NUMBER = /^[A-Za-z0-9](?:[A-Za-z0-9_/.-]{2,62})[A-Za-z0-9]$/;

/**
 * Reads what a scanner sent. An address counts only if its host is one of `hosts`, so that a code of somebody else's leads nowhere.
 * @param hosts `host` or `host:port` of the addresses that our codes carry
 */
export function readScan(text: string, hosts: readonly string[]): ScanReading {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH) return { kind: 'unreadable' };
  if (/^https?:\/\//i.test(trimmed)) return readAddress(trimmed, hosts);
  // Whoever scans an identity card by mistake must not have its number sent anywhere (P6).
  const isSerial = SERIAL_NUMBER.test(trimmed) && !isCitizenNumber(trimmed);
  return isSerial ? { kind: 'serial', serialNumber: trimmed } : { kind: 'unreadable' };
}

function readAddress(text: string, hosts: readonly string[]): ScanReading {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const token = RATING_PATH.exec(url?.pathname ?? '')?.[1];
  if (url === undefined || token === undefined || !hosts.includes(url.host)) return { kind: 'unreadable' };
  return { kind: 'token', token };
}

/** The hosts of our own addresses; those that are not set are left out. */
export function hostsOf(addresses: readonly (string | undefined)[]): readonly string[] {
  return addresses.filter((address) => address !== undefined).map((address) => new URL(address).host);
}
