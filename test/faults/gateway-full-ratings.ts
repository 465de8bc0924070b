import { makeFact } from '@mingjing/gateway/core/gateway-facts.ts';
import type { OperationRequest } from '@mingjing/gateway/store/operations.ts';
import { newId, newPhoneRating, newSession } from '@mingjing/gateway/store/testing/store-fixtures.ts';
import type { DeviceId } from '@mingjing/shared/domain/ids.ts';

/** A new rating by phone that waits for its terminal, with as long a remark as a citizen may write. */
export function phoneRatingRequest(): OperationRequest<'phoneRating'> {
  const deviceId = newId<DeviceId>();
  const { view } = newSession(deviceId, Date.now());
  const rating = { ...newPhoneRating(deviceId, view.qrHandle, Date.now()), text: '长'.repeat(400) };
  return { fact: makeFact('rating.by-phone', Date.now(), rating) };
}
