import { z } from 'zod';
import { openingHoursSchema } from './opening-hours.ts';
import { plainText } from './service-record.ts';

const instant = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 time with an offset, such as 2026-03-02T09:00:00+08:00' })
  // biome-ignore lint/style/noRestrictedGlobals: reads a text, asks no clock
  .refine((text) => Number.isFinite(Date.parse(text)));

/** What is announced at a window, from and until when; always where neither is given. */
const noticeSchema = z.strictObject({
  title: plainText(40),
  /** Paragraphs are parted by line ends. */
  text: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(600, 'must have at most 600 characters')
    .regex(/^[^\p{Cs}]*$/u, 'must be well-formed text: half of a character was cut off')
    .refine((text) => !/\p{Cc}/u.test(text.replace(/\r?\n/g, '')), 'must not contain control characters but line ends'),
  from: instant.optional(),
  until: instant.optional(),
});

/** A matter that is handled at the window: what to bring, how long it takes. */
const guideItemSchema = z.strictObject({
  name: plainText(40),
  materials: z.array(plainText(40)).max(12).default([]),
  /** In the hall's own words, such as 当场办结 or 5 个工作日. */
  takes: plainText(40).optional(),
});

/** 窗口信息公示: what a window tells while nobody is being served. Given by settings or the local API; a gateway may push the same. */
export const windowBoardSchema = z.strictObject({
  notices: z.array(noticeSchema).max(20).default([]),
  guide: z.array(guideItemSchema).max(30).default([]),
  hours: openingHoursSchema.optional(),
});
export type WindowBoard = z.infer<typeof windowBoardSchema>;
/** The same as a caller writes it. */
export type WindowBoardInput = z.input<typeof windowBoardSchema>;
