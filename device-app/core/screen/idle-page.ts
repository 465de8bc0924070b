import { z } from 'zod';

const periods = z.array(z.strictObject({ from: z.string(), to: z.string() }));
/** 0 is Monday. */
const weekday = z.int().min(0).max(6);

const staffCardSchema = z.strictObject({
  name: z.string(),
  number: z.string(),
  post: z.string(),
  /** 服务星级; null where none is awarded. */
  stars: z.int().min(1).max(5).nullable(),
  /** The picture itself: the channel is the only way to it. */
  photo: z.strictObject({ type: z.enum(['image/png', 'image/jpeg', 'image/webp']), base64: z.string() }).nullable(),
});
export type StaffCard = z.infer<typeof staffCardSchema>;

const openingSchema = z.strictObject({
  now: z.enum(['open', 'break', 'closed']),
  change: z.strictObject({ time: z.string(), inDays: z.int().nonnegative(), weekday }).nullable(),
  special: z.string().nullable(),
});

const hoursSchema = z.strictObject({
  opening: openingSchema,
  week: z.array(z.strictObject({ from: weekday, to: weekday, periods })),
  special: z.array(z.strictObject({ date: z.string(), name: z.string(), periods })),
});

/** 窗口信息公示: nobody is being served. What is shown of the window, its staff and its services. */
export const idlePageSchema = z.strictObject({
  kind: z.literal('idle'),
  windowName: z.string(),
  department: z.string(),
  staff: staffCardSchema.nullable(),
  notices: z.array(z.strictObject({ title: z.string(), text: z.string() })),
  guide: z.array(z.strictObject({ name: z.string(), materials: z.array(z.string()), takes: z.string().nullable() })),
  hours: hoursSchema.nullable(),
  /** By what staff may sign in here. */
  signIn: z.strictObject({ pin: z.boolean(), card: z.boolean() }),
});
export type IdlePageState = z.infer<typeof idlePageSchema>;
export type HoursShown = z.infer<typeof hoursSchema>;

/** 签到: for staff, while nobody is being served. Shows nothing of ratings (P5). */
export const staffPageSchema = z.strictObject({
  kind: z.literal('staff'),
  warning: z.strictObject({ remainingMs: z.number().nonnegative(), totalMs: z.number().positive() }).nullable(),
  /** Who is signed in. */
  current: z.strictObject({ name: z.string(), number: z.string() }).nullable(),
  /** What became of the last try; `wrong` never says what was wrong. */
  answer: z.enum(['checking', 'wrong', 'wrong-card', 'unavailable']).nullable(),
  /** No tries until then. */
  locked: z.strictObject({ remainingMs: z.number().nonnegative(), totalMs: z.number().positive() }).nullable(),
});
export type StaffPageState = z.infer<typeof staffPageSchema>;
