import { z } from 'zod';
import { displaySchema, languageSchema } from '../domain/display.ts';
import { windowBoardSchema } from '../domain/window-board.ts';
import { photoNameSchema } from '../domain/window-staff.ts';
import { brightnessSchema, soundSettingsSchema } from './senses-settings.ts';

/** A pad or peripheral of the terminal: profile id and, where the fingerprint does not suffice, which one. */
export const deviceSettingsSchema = z.strictObject({
  profile: z.string().min(1).max(80),
  /** A fixed port: a node such as `/dev/ttyUSB0`, or `host:port` of a network evaluator, or where to listen for one. */
  path: z.string().min(1).max(200).optional(),
  /** USB serial number, of several equal devices the one meant. */
  serialNumber: z.string().min(1).max(100).optional(),
  /** Place on the bus such as `1-1.4`, for equal devices without serial numbers. */
  location: z.string().min(1).max(100).optional(),
  /** Network evaluators: addresses that may dial in; only this machine when empty. */
  peers: z
    .array(z.union([z.ipv4(), z.ipv6()]))
    .max(8)
    .default([]),
  /** Bus addresses that belong to this window; all when empty. */
  addresses: z.array(z.int().min(0).max(255)).max(128).default([]),
});
export type DeviceSettings = z.infer<typeof deviceSettingsSchema>;

/** Settings of a terminal: a JSON file, each field overridable by the environment variable named in its description. */
export const terminalSettingsSchema = z.strictObject({
  /** Folder of the database, the key and the logs. */
  dataDir: z.string().min(1).describe('MINGJING_DATA_DIR'),
  /** What it stands as: at a window, one service after the other; or alone in the hall, where citizens say themselves what they rate. */
  role: z.enum(['window', 'kiosk']).default('window').describe('MINGJING_ROLE'),
  /** Folder of profiles of your own, beside those that ship; absent: `profiles` in `dataDir`, where that exists. */
  profilesDir: z.string().min(1).optional().describe('MINGJING_PROFILES_DIR'),
  /** Base address of the gateway, http or https. Absent: the terminal works alone and keeps everything. */
  gatewayUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('MINGJING_GATEWAY_URL'),
  /** Used once, to obtain an identity from the gateway; of no use afterwards. */
  enrolmentCode: z.string().min(8).max(64).optional().describe('MINGJING_ENROLMENT_CODE'),
  /** Address that citizens' phones reach, shown in the QR code; usually the gateway's public address. */
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('MINGJING_PUBLIC_URL'),
  /** Local API and screen channel; loopback only. Port 0 picks a free one. */
  local: z
    .strictObject({
      port: z.int().min(0).max(65535).default(0).describe('MINGJING_LOCAL_PORT'),
      /** File with the token that the window PC sends; created on first start with mode 0600. */
      tokenFile: z.string().min(1).optional(),
    })
    .prefault({}),
  /** Pads at this terminal. */
  pads: z.array(deviceSettingsSchema).max(8).default([]),
  /** Scanners, lights, printers and card readers. */
  peripherals: z.array(deviceSettingsSchema).max(8).default([]),
  /** When a printer among the peripherals prints a receipt 评价凭条: when the window PC asks for it, or with every session that is opened. */
  receipts: z.enum(['on-request', 'when-opened']).default('on-request'),
  /** What stands on the card when nobody is being served. */
  window: z
    .strictObject({
      name: z.string().max(60).default(''),
      department: z.string().max(100).default(''),
      /** Who serves here, where nobody signs in. */
      staff: z
        .strictObject({
          name: z.string().max(50),
          number: z.string().max(20),
          post: z.string().max(50).default(''),
          stars: z.int().min(1).max(5).optional(),
          photo: photoNameSchema.optional(),
        })
        .optional(),
      /** File of the staff who may sign in, mode 0600; `staff.json` in the data folder where absent. */
      staffFile: z.string().min(1).optional(),
      /** Until the local API sends others. */
      ...windowBoardSchema.shape,
    })
    .prefault({}),
  /** Waits of a session, in seconds, within what UX.md §3.2 allows. */
  timing: z
    .strictObject({
      /** How long an invitation waits for a first touch. */
      invitation: z.number().min(30).max(600).default(60),
      /** How long a level can be taken back. */
      undo: z.number().min(3).max(10).default(5),
      /** How long thanks and the like stay. */
      notice: z.number().min(1).max(10).default(3),
    })
    .prefault({}),
  panel: z
    .strictObject({
      /** Pixels per inch of the panel (UX §3.3); converts millimetres to pixels. */
      ppi: z.number().min(40).max(400).default(149).describe('MINGJING_PANEL_PPI'),
    })
    .prefault({}),
  /** What is heard; how loud is `display.volume`. */
  sound: soundSettingsSchema.prefault({}),
  /** Percent of the backlight; absent: as the system has it. Below 30 no code can be read off the panel. */
  brightness: brightnessSchema.optional(),
  /** What every session begins in, and goes back to. */
  language: languageSchema.default('zh-CN'),
  display: displaySchema.prefault({}),
});
export type TerminalSettings = z.infer<typeof terminalSettingsSchema>;
