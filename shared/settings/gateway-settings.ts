import { z } from 'zod';

/** Settings of a gateway: a JSON file, each field overridable by the environment variable named in its description. */
export const gatewaySettingsSchema = z.strictObject({
  /** Folder of the database and of the key that encrypts personal data. */
  dataDir: z.string().min(1).describe('MINGJING_DATA_DIR'),
  host: z.string().min(1).default('127.0.0.1').describe('MINGJING_HOST'),
  port: z.int().min(0).max(65535).default(8080).describe('MINGJING_PORT'),
  /** Address that citizens' phones reach. */
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('MINGJING_PUBLIC_URL'),
  /** Reverse proxies whose X-Forwarded-For is believed. */
  trustProxy: z.array(z.string()).default([]),
  /** Business systems: name and SHA-256 (hex) of the key each sends as bearer token. */
  callers: z
    .array(z.strictObject({ name: z.string().min(1).max(60), keySha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .max(100)
    .default([]),
  /** A fixed code with which terminals enrol. For development only: anyone who knows it can add a terminal. */
  developmentEnrolmentCode: z.string().min(8).max(64).optional().describe('MINGJING_DEV_ENROLMENT_CODE'),
  /** The citizen's page. */
  ratePage: z
    .strictObject({
      /**
       * How many days after a rating its one 追评 is taken; 0 where the policy has none. One 追评 is national practice (DOMAIN-DATA d.6), its
       * period is nowhere said.
       */
      followUpDays: z.int().min(0).max(30).default(30),
    })
    .prefault({}),
  /** The city system; nothing is forwarded where absent. */
  city: z
    .strictObject({
      adapter: z.literal('http-json'),
      url: z.url({ protocol: /^https?$/ }).describe('MINGJING_CITY_URL'),
      appKey: z.string().min(1).max(100),
      /** Environment variable or file that holds the signing secret: never the secret itself. */
      secretEnv: z.string().min(1).default('MINGJING_CITY_SECRET'),
      timeoutMs: z.int().min(500).max(60_000).default(10_000),
      /** How long a rating waits for its reasons before it is forwarded without them. */
      reasonsGraceMs: z
        .int()
        .min(0)
        .max(24 * 3600_000)
        .default(10 * 60_000),
      /** Sent as 文字评价 for a bad rating whose reasons were not given, where the city insists on a text. */
      missingReasonText: z.string().min(1).max(50).default('未说明'),
    })
    .optional(),
});
export type GatewaySettings = z.infer<typeof gatewaySettingsSchema>;
