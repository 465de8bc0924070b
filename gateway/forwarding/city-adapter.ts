import type { ForwardMaterial } from '../store/gateway-store.ts';

/**
 * What a city system said of one record.
 * `exists`: it was there already, which is as good as delivered. `missing-service`: the rating came before its service record.
 * `rejected`: a business rule refused it for good. `unavailable`: nobody can say whether it arrived, so it is sent again.
 */
export interface CityReply {
  readonly kind: 'delivered' | 'exists' | 'missing-service' | 'rejected' | 'unavailable';
  /** The reply as it came, or what happened instead of one; bounded by the adapter. */
  readonly raw: string;
  /** How long the city asked us to wait, ms. */
  readonly retryAfterMs?: number;
}

/** One way of speaking to a city system. Never rejects: whatever goes wrong is a reply. */
export interface CityAdapter {
  pushService(material: ForwardMaterial, signal: AbortSignal): Promise<CityReply>;
  /** @throws RangeError when the material has no rating */
  pushRating(material: ForwardMaterial, signal: AbortSignal): Promise<CityReply>;
  /** The 追评: a record of its own, number 2 of the service. @throws RangeError when the material has none */
  pushFollowUp(material: ForwardMaterial, signal: AbortSignal): Promise<CityReply>;
}
