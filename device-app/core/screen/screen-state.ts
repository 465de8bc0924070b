import { displaySchema, languageSchema } from '@mingjing/shared/domain/display.ts';
import { sessionIdSchema } from '@mingjing/shared/domain/ids.ts';
import { levelSchema } from '@mingjing/shared/domain/levels.ts';
import { z } from 'zod';
import { kioskPageSchemas } from '../kiosk/kiosk-page.ts';
import { servicePageSchema } from '../service/service-page.ts';
import { soundSchema } from '../voice/sound.ts';
import { idlePageSchema, staffPageSchema } from './idle-page.ts';

export type { Display, Language } from '@mingjing/shared/domain/display.ts';

/** What the invitation shows of the service: 济南 济政办字〔2020〕18号 二(二)3 asks for matter, staff name and number; 滨海 for the serial number. */
export const serviceCardSchema = z.strictObject({
  matterName: z.string().optional(),
  /** 独立评价 of what no catalogue names, in place of a name: the screen has its own words for it, in every language. */
  otherMatter: z.literal(true).optional(),
  staffName: z.string().optional(),
  staffNumber: z.string().optional(),
  serialNumber: z.string().optional(),
  /** At a kiosk: where it was. */
  windowName: z.string().optional(),
});
export type ServiceCard = z.infer<typeof serviceCardSchema>;

/** A running countdown. The screen counts on its own from when it received this. All in ms. */
export const countdownSchema = z.strictObject({
  remainingMs: z.number().nonnegative(),
  totalMs: z.number().positive(),
});
export type Countdown = z.infer<typeof countdownSchema>;

const session = { sessionId: sessionIdSchema };
/** Present only in the last seconds: the citizen is warned and may ask for more time without limit. */
const warning = { warning: countdownSchema.nullable() };

/** What a citizen is told after holding a code to the scanner. */
export const scanNoticeSchema = z.enum([
  'looking-up',
  'already-rated',
  'expired',
  'unknown',
  'offline',
  'unreadable',
  /** Too many numbers in a minute. */
  'busy',
]);
export type ScanNotice = z.infer<typeof scanNoticeSchema>;

/** The page on the screen. No page but `reasons` lets anyone infer the level that was pressed (P5), and that one only by its options. */
export const pageSchema = z.discriminatedUnion('kind', [
  idlePageSchema,
  staffPageSchema,
  ...kioskPageSchemas,
  z.strictObject({
    kind: z.literal('invitation'),
    ...session,
    ...warning,
    card: serviceCardSchema,
    /** In the order to show them, positive first. */
    levels: z.array(levelSchema),
    /** Address in the dynamic QR code; null while none can be made. */
    qrUrl: z.string().nullable(),
  }),
  /** A level is kept but can still be taken back. Not yet 已记录. Without a countdown it waits to be confirmed. */
  z.strictObject({ kind: z.literal('undo'), ...session, countdown: countdownSchema.nullable() }),
  /** 已记录: the level is committed; now the reasons, as easily skipped as given. */
  z.strictObject({
    kind: z.literal('reasons'),
    ...session,
    ...warning,
    options: z.array(
      z.strictObject({ code: z.string(), zh: z.string(), en: z.string(), ug: z.string(), bo: z.string() }),
    ),
    /** 二级评价: what of the matter it was about. As many for every level. */
    items: z.array(
      z.strictObject({ code: z.string(), zh: z.string(), en: z.string(), ug: z.string(), bo: z.string() }),
    ),
    textMax: z.int(),
  }),
  /** 已记录, and nothing more to do. */
  z.strictObject({ kind: z.literal('thanks') }),
  /** The same session was rated on the phone. */
  z.strictObject({ kind: z.literal('already-rated') }),
  /** Time ran out: nothing was recorded, and the screen says so without reproach. */
  z.strictObject({ kind: z.literal('unrated') }),
  /** A scanned code is being looked up, or cannot lead to a rating. Says nothing of what the code held. */
  z.strictObject({ kind: z.literal('scan'), notice: scanNoticeSchema }),
  servicePageSchema,
  /** Ratings cannot be kept now. `code` is for the technician. */
  z.strictObject({ kind: z.literal('fault'), code: z.enum(['storage-full', 'storage-damaged', 'runtime-lost']) }),
]);
export type Page = z.infer<typeof pageSchema>;
export type PageKind = Page['kind'];

/** Everything the screens show: an immutable snapshot, complete in itself. */
export const screenStateSchema = z.strictObject({
  /** Grows with every snapshot of one runtime process. */
  revision: z.int().nonnegative(),
  language: languageSchema,
  display: displaySchema,
  role: z.enum(['window', 'kiosk']),
  /** Pixels per inch of the panel. */
  ppi: z.number().positive(),
  page: pageSchema,
  sound: soundSchema,
  /** The self-test asks the screen to press this level's tile on the invitation as a finger would. Never while a citizen is served. */
  selfTest: z.strictObject({ level: levelSchema }).nullable(),
  /** `fresh`: never set up, so that whoever unpacks it can begin. */
  badges: z.strictObject({ offline: z.boolean(), padMissing: z.boolean(), fresh: z.boolean() }),
  /** Keys (`KeyboardEvent.code`) that belong to pads which type: the screen hands over exactly these and does nothing else with them. */
  padKeys: z.array(z.string().max(20)).max(64),
});
export type ScreenState = z.infer<typeof screenStateSchema>;
