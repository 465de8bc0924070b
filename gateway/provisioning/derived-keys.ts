import { hkdfSync } from 'node:crypto';

/** Keys that are made from the master key, one for each purpose, so that none can stand in for another. */
export interface DerivedKeys {
  /** Signs the tickets of the phone page. */
  readonly pageTicket: Uint8Array;
  /** Decides when staff may learn that a session was rated. */
  readonly revealDelay: Uint8Array;
}

/** Derives the keys by HKDF-SHA256 (RFC 5869). */
export function deriveKeys(masterKey: Uint8Array): DerivedKeys {
  const derive = (purpose: string) => new Uint8Array(hkdfSync('sha256', masterKey, '', `mingjing-${purpose}-v1`, 32));
  return { pageTicket: derive('page-ticket'), revealDelay: derive('reveal-delay') };
}
