/** A terminal proves its five levels once a day (P8); so much later somebody has to look. Hours → ms. */
export const PROVEN_WITHIN_MS = 26 * 3_600_000;

/**
 * Whether a terminal has gone too long without proof that every level reaches the gateway.
 * @param provenAt when it last had proof, by the gateway's clock; null where this process has heard of none
 * @param since from when it can be expected to have told: its enrolment or the start of this process, whichever is later
 */
export function isSelfTestOverdue(provenAt: number | null, since: number, now: number): boolean {
  return now - (provenAt ?? since) > PROVEN_WITHIN_MS;
}
