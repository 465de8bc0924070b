import { versionedCatalogueSchema } from '@mingjing/shared/domain/service-catalogue.ts';
import { z } from 'zod';

/** The catalogue in force. */
export const catalogueAnswer = versionedCatalogueSchema;

const counted = z.int().describe('10 000 stands for that many or more');

/** Ratings at kiosks that belong to no service, or to none yet. Without levels, and without those of the last minute (P5). */
export const kioskRatings = z.object({
  unresolved: counted,
  expired: counted,
  independent: counted,
  flagged: counted.describe('Of the independent ones: too fast or too soon after another; the others are valid'),
  /** Of the unresolved ones the oldest hundred. */
  oldest: z.array(
    z.object({
      serialNumber: z.string(),
      terminal: z.string().describe('Short id of the kiosk'),
      openedAt: z.iso.datetime(),
      receivedAt: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
    }),
  ),
});
