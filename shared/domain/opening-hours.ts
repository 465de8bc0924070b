import { z } from 'zod';

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day such as 09:00');

/** Opening times of one day, in order; none where it is closed. */
const periodsSchema = z
  .array(z.strictObject({ from: clockTime, to: clockTime }))
  .max(4)
  .superRefine((periods, context) => {
    const times = periods.flatMap(({ from, to }) => [from, to]);
    const at = times.findIndex((time, index) => index > 0 && time <= (times[index - 1] ?? ''));
    if (at < 0) return;
    const path = [Math.floor(at / 2), at % 2 === 0 ? 'from' : 'to'];
    context.addIssue({ code: 'custom', path, message: `must be later than ${times[at - 1]}` });
  });
export type Period = z.infer<typeof periodsSchema>[number];

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A day that is unlike its weekday: a public holiday, or a working day in its stead. */
const specialDaySchema = z.strictObject({
  date: z.iso.date('must be a date such as 2026-10-01'),
  name: z.string().trim().max(20).default(''),
  periods: periodsSchema.default([]),
});

/** Opening hours by the wall clock of China, which knows no summer time. Holidays are only those that are listed. */
export const openingHoursSchema = z.strictObject({
  week: z.partialRecord(z.enum(WEEKDAYS), periodsSchema),
  special: z
    .array(specialDaySchema)
    .max(60)
    .default([])
    .superRefine((days, context) => {
      const twice = days.findIndex(({ date }, index) => days.findIndex((day) => day.date === date) < index);
      if (twice >= 0) context.addIssue({ code: 'custom', path: [twice, 'date'], message: 'must be listed only once' });
    }),
});
export type OpeningHours = z.infer<typeof openingHoursSchema>;
