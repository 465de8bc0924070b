import type { ForwardJob, ForwardMaterial } from '../store/gateway-store.ts';
import type { CityAdapter, CityReply } from './city-adapter.ts';

/**
 * Why a job cannot be sent at all; undefined when it can. A session opened by a key on the pad bus, for one, has no service record that
 * the city could know.
 */
export function whyUndeliverable(
  job: Pick<ForwardJob, 'kind'>,
  material: ForwardMaterial | undefined,
): string | undefined {
  if (material === undefined) return '(gateway) no service record is known for this session';
  if (job.kind === 'follow-up' && material.followUp === null) return '(gateway) no follow-up is known for this session';
  if (job.kind !== 'service' && material.rating === null) return '(gateway) no rating is known for this session';
  return undefined;
}

/**
 * Sends one record. A rating that came before its service record brings the record and is sent again at once: the two must never wait
 * for each other.
 */
export async function deliver(
  job: Pick<ForwardJob, 'kind'>,
  material: ForwardMaterial,
  adapter: CityAdapter,
  signal: AbortSignal,
): Promise<CityReply> {
  if (job.kind === 'service') return adapter.pushService(material, signal);
  const push = job.kind === 'rating' ? adapter.pushRating : adapter.pushFollowUp;
  const first = await push(material, signal);
  if (first.kind !== 'missing-service') return first;
  const service = await adapter.pushService(material, signal);
  if (service.kind !== 'delivered' && service.kind !== 'exists') return service;
  const second = await push(material, signal);
  // The city took the record and still misses it: it is catching up with itself.
  return second.kind === 'missing-service' ? { ...second, kind: 'unavailable' } : second;
}
