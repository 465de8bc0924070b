import { isBadRating } from '@mingjing/shared/domain/levels.ts';
import type { ForwardMaterial } from '../../../store/gateway-store.ts';
import { APPLICANT_FIELDS, RATING_FIELDS, SERVICE_FIELDS } from './fields.data.ts';

/** A record as it travels: text only, numeric codes included (DOMAIN-DATA a.0). */
export type CityRecord = Readonly<Record<string, string>>;

/** The service record with its applicant, under national names. */
export function serviceToCity({ service, applicant }: ForwardMaterial): CityRecord {
  const record = entries(SERVICE_FIELDS, (read) => read(service));
  if (applicant === null) return Object.fromEntries(record);
  return Object.fromEntries([...record, ...entries(APPLICANT_FIELDS, (read) => read(applicant))]);
}

/**
 * The rating under national names. Cities refuse a bad rating without a reason, so one whose citizen gave none says so in
 * `missingReasonText` instead of being lost. The time is the citizen's, whatever the city thinks of it.
 */
export function ratingToCity(material: ForwardMaterial, missingReasonText: string): CityRecord {
  const { rating, service } = material;
  if (rating === null) throw new RangeError('the material has no rating');
  const silent = isBadRating(rating.level) && rating.tags.length === 0 && rating.text === '';
  const writingEvaluation = silent ? missingReasonText : rating.text;
  return { ...Object.fromEntries(entries(RATING_FIELDS, (read) => read(rating, service))), writingEvaluation };
}

/** The 追评 under the same names: only its number says which of the two it is (DOMAIN-DATA a.3, assessNumber). */
export function followUpToCity(material: ForwardMaterial, missingReasonText: string): CityRecord {
  return ratingToCity({ ...material, rating: material.followUp }, missingReasonText);
}

function entries<Read>(
  table: Readonly<Record<string, Read>>,
  value: (read: Read) => string | undefined,
): [string, string][] {
  return Object.entries(table).flatMap(([name, read]) => {
    const text = value(read);
    return text === undefined ? [] : [[name, text] satisfies [string, string]];
  });
}
