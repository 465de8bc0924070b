import { chooseVariant, type PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import { profileSchema } from '@mingjing/hardware-profiles/schema/profile.ts';
import type { z } from 'zod';

/** Test support: a profile that is only what a test says of it, checked by the schema like any other. */
export function profileWith(parts: Partial<z.input<typeof profileSchema>>): PadProfile {
  const vector = { direction: 'in' as const, hex: '00', expect: { type: 'report' }, origin: 'derived' as const };
  const profile = profileSchema.parse({
    schema: 1,
    id: 'test-device',
    role: 'scanner',
    protocol: 'test',
    title: { zh: '测试', en: 'Test' },
    version: '1.0.0',
    provenance: { sources: ['test'], confidence: 'low', testedOnHardware: false },
    transport: { kind: 'hid' },
    framing: { kind: 'hid-report', minSize: 1, maxFrame: 64 },
    decode: [],
    vectors: [vector, vector, vector],
    ...parts,
  });
  return chooseVariant(profile, profile.defaultVariant);
}
