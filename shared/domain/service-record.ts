import { z } from 'zod';

/** Text that a screen can show on its own: trimmed, no control characters, nothing that has no canonical JSON. `max` counts UTF-16 units. */
export function plainText(max: number) {
  return z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    .regex(/^[^\p{Cc}]*$/u, 'must not contain control characters')
    .regex(/^[^\p{Cs}]*$/u, 'must be well-formed text: half of a character was cut off');
}

const instant = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 time with an offset, such as 2026-03-02T09:30:00+08:00' })
  // biome-ignore lint/style/noRestrictedGlobals: reads a text, asks no clock
  .transform((text) => Date.parse(text));

/**
 * The service event 服务 as business systems report it, without anything about the applicant.
 * Names and lengths: national 好差评 dictionary (DOMAIN-DATA a.2); key = projectNo + serviceNumber.
 */
export const serviceRecordSchema = z.strictObject({
  /** 办件编号 */
  projectNo: plainText(64),
  /** 服务次数, sequential within the case, from 1 */
  serviceNumber: z.int().min(1).max(99),
  /** 业务流水号 shown to the citizen; the case number where absent */
  serialNumber: plainText(64).optional(),
  /** 实施编码 */
  taskCode: plainText(40),
  /** 业务办理项编码 */
  taskHandleItem: plainText(40).optional(),
  /** 事项名称 */
  taskName: plainText(300),
  /** 事项类型, GB/T 39046 A.1 subset */
  taskType: z.enum(['01', '05', '07', '08', '09', '10', '20', '99']).optional(),
  /** 办件类型: 1 即办件, 2 承诺件 */
  projectType: z.enum(['1', '2']).optional(),
  /** 办件状态: 1 待受理, 2 已受理, 3 已办结 */
  proStatus: z.enum(['1', '2', '3']),
  /** 服务名称: names the step, e.g. 业务办结 */
  serviceName: plainText(100),
  /** 服务时间 */
  serviceTime: instant,
  /** 受理时间 */
  acceptTime: instant.optional(),
  /** 办结时间 */
  resultTime: instant.optional(),
  /** 业务办理机构编码 */
  orgCode: plainText(64).optional(),
  /** 机构名称 */
  orgName: plainText(200).optional(),
  /** 部门名称 */
  deptName: plainText(200).optional(),
  /** 行政区划, 6 to 12 digits */
  areaCode: z
    .string()
    .regex(/^\d{6,12}$/, 'must be 6 to 12 digits')
    .optional(),
  staff: z.strictObject({
    /** 经办人 */
    name: plainText(50),
    /** 工号 */
    number: plainText(20),
  }),
});
export type ServiceRecord = z.infer<typeof serviceRecordSchema>;
/** The same record as a caller writes it: times as ISO 8601 texts. */
export type ServiceRecordInput = z.input<typeof serviceRecordSchema>;

/**
 * The applicant 申请人: personal data. Accepted by the gateway only, encrypted by field there, never sent to a terminal.
 */
export const applicantSchema = z.strictObject({
  /** 申请人类型: 1 自然人, 2 企业法人, 3 事业法人, 4 社会组织法人, 5 非法人企业, 6 行政机关, 9 其他组织 */
  userProp: z.enum(['1', '2', '3', '4', '5', '6', '9']),
  /** 申请人名称 */
  userName: plainText(200),
  /** 证件类型, e.g. 111 居民身份证 */
  userPageType: z
    .string()
    .regex(/^\d{3}$/, 'must be three digits')
    .optional(),
  /** 证件号 */
  certKey: plainText(64).optional(),
  /** 手机号 */
  mobile: z
    .string()
    .regex(/^\+?\d{5,18}$/, 'must be 5 to 18 digits')
    .optional(),
});
export type Applicant = z.infer<typeof applicantSchema>;
