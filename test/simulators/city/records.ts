import { z } from 'zod';

const time = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
const text = z.string().min(1);

/** A service record as a city takes it: text only (DOMAIN-DATA a.2). */
export const cityServiceSchema = z.looseObject({
  projectNo: text.max(64),
  taskCode: text.max(40),
  taskName: text.max(300),
  serviceName: text,
  serviceNumber: z.string().regex(/^[1-9]\d?$/),
  serviceTime: time,
  proStatus: z.enum(['1', '2', '3']),
  acceptDate: time.optional(),
  resultDate: time.optional(),
  areaCode: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  proManager: text,
  proManagerNo: text,
});
export type CityService = z.infer<typeof cityServiceSchema>;

/** A rating as a city takes it (DOMAIN-DATA a.3). */
export const cityRatingSchema = z.looseObject({
  projectNo: text.max(64),
  serviceNumber: z.string().regex(/^[1-9]\d?$/),
  assessNumber: z.enum(['1', '2']),
  satisfaction: z.enum(['1', '2', '3', '4', '5']),
  pf: z.enum(['1', '2', '3', '4', '5', '6', '7']),
  evalDetail: z.string().regex(/^(\d{3}(,\d{3})*)?$/),
  writingEvaluation: z.string().max(500),
  assessTime: time,
});
export type CityRating = z.infer<typeof cityRatingSchema>;
