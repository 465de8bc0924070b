import { createSecretHash, type SecretHash } from '@mingjing/device-app/runtime/secret-hash.ts';

/** Real hashes at no cost: for tests of what is done with a right or wrong PIN, not of how hard it is to guess. */
export const QUICK_HASHES: SecretHash = createSecretHash({ N: 2, r: 1, p: 1 });
