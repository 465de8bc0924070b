/** What the runtime needs of the pads. */
export { loadProfiles } from '@mingjing/hardware-profiles/load-profiles.ts';
export { createSerialportBackend } from './adapters/serialport-backend.ts';
export { createPads, type PadsParts } from './create-pads.ts';
