/** Where a terminal trades its code and public key for an identity. */
export const ENROLMENT_PATH = '/api/v1/enrolments';

/** The bytes a terminal signs (Ed25519) to prove that the public key it enrols is its own. */
export function enrolSigningText(deviceId: string, code: string): string {
  return `mingjing-enrol-v1\n${deviceId}\n${code}`;
}
