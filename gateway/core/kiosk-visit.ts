import type { ServiceRecord } from '@mingjing/shared/domain/service-record.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import { RATING_WINDOWS } from './rating-windows.data.ts';

/** A session that began at a kiosk without a service the kiosk knew of. */
export type KioskVisit =
  /** The citizen gave a 业务流水号 while the gateway could not be asked: which service it is turns out later. */
  | { readonly kind: 'number'; readonly serialNumber: string }
  /** 独立评价: chosen from the catalogue, without a ticket. It has no service, now or later. */
  | {
      readonly kind: 'place';
      readonly hallId: string;
      readonly windowId: string;
      readonly matterId: string | null;
      readonly catalogueVersion: string;
    };

/** What a session is a visit for; null for all that know their service, or that no citizen opened. */
export function kioskVisit(view: SessionView, service: ServiceRecord | null): KioskVisit | null {
  if (view.openedBy !== 'kiosk' || service !== null) return null;
  if (view.place !== undefined) {
    const { hallId, windowId, matterId = null, catalogueVersion } = view.place;
    return { kind: 'place', hallId, windowId, matterId, catalogueVersion };
  }
  // A service that was found by its number comes with its matter, and with the id of the window's own session.
  if (view.serialNumber === undefined || view.matterName !== undefined) return null;
  return { kind: 'number', serialNumber: view.serialNumber };
}

/** A number given at a kiosk, by the gateway's clock. */
export interface NumberClaim {
  readonly openedAt: number;
  readonly receivedAt: number;
}

/** A session with a service record under the number. */
export interface ServiceUnderNumber {
  readonly openedAt: number;
  readonly rated: boolean;
  readonly cancelled: boolean;
}

/**
 * Which service a number given at a kiosk means: of those that could be rated by their number at that moment the latest without a
 * rating; where all have one, the latest, so that the rating is kept as its duplicate (P3). The same services are meant as by
 * `chooseSession` for a kiosk that could ask.
 * @param now when the later of the two became known
 * @returns undefined while none fits
 */
export function serviceMeant<S extends ServiceUnderNumber>(
  claim: NumberClaim,
  services: readonly S[],
  now: number,
): S | undefined {
  if (isExpired(claim, now)) return undefined;
  const earliest = claim.openedAt - RATING_WINDOWS.businessNumber;
  const latest = claim.openedAt + RATING_WINDOWS.clockLead;
  const fitting = services
    .filter(({ openedAt, cancelled }) => !cancelled && openedAt >= earliest && openedAt <= latest)
    .sort((one, other) => other.openedAt - one.openedAt);
  return fitting.find(({ rated }) => !rated) ?? fitting[0];
}

/** Whether a number has waited so long that it is given up. */
export function isExpired({ receivedAt }: NumberClaim, now: number): boolean {
  return now - receivedAt > RATING_WINDOWS.unresolvedNumber;
}
