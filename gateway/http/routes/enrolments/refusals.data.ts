import type { EnrolmentRefusal } from '../../../provisioning/enrolment.ts';
import type { ErrorBody } from '../../http-error.ts';

/** What a refused terminal is told. */
export const ENROLMENT_REFUSALS: Readonly<Record<EnrolmentRefusal, { readonly status: number; readonly body: ErrorBody }>> = {
  'switched-off': {
    status: 404,
    body: { code: 'enrolment-off', message: 'this gateway takes no development code: set developmentEnrolmentCode, or enrol at the console' },
  },
  'wrong-code': { status: 403, body: { code: 'wrong-code', message: 'code: not the enrolment code of this gateway' } },
  'wrong-proof': { status: 403, body: { code: 'wrong-proof', message: 'proof: not a signature by publicKey over deviceId and code' } },
  'key-taken': { status: 409, body: { code: 'key-taken', message: 'publicKey: enrolled under another deviceId; a copied disk must make a new key' } },
  'device-taken': { status: 409, body: { code: 'device-taken', message: 'deviceId: enrolled with another key; make a new deviceId' } },
  retired: { status: 409, body: { code: 'retired', message: 'deviceId: this terminal was retired; make a new key and deviceId' } },
};
