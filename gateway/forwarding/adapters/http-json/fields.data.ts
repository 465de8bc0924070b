import { channelCode } from '@mingjing/shared/domain/channels.ts';
import type { Applicant, ServiceRecord } from '@mingjing/shared/domain/service-record.ts';
import type { ForwardMaterial } from '../../../store/gateway-store.ts';
import { cityTime } from './city-time.ts';

type Rating = NonNullable<ForwardMaterial['rating']>;
type Time = number | undefined;
const time = (at: Time) => (at === undefined ? undefined : cityTime(at));

/** A 实施编码 of 33 digits names a handling item: the first 31 are the matter (DOMAIN-DATA a.2, taskCode). */
const handlingItem = (service: ServiceRecord) => service.taskHandleItem ?? (service.taskCode.length === 33 ? service.taskCode : undefined);
const matterCode = (service: ServiceRecord) => (service.taskCode.length === 33 ? service.taskCode.slice(0, 31) : service.taskCode);

/** Service record fields, national names (DOMAIN-DATA a.2). A field whose value is undefined is not sent. */
export const SERVICE_FIELDS: Readonly<Record<string, (service: ServiceRecord) => string | undefined>> = {
  projectNo: (s) => s.projectNo,
  taskCode: matterCode,
  taskHandleItem: handlingItem,
  taskName: (s) => s.taskName,
  taskType: (s) => s.taskType,
  projectType: (s) => s.projectType,
  proStatus: (s) => s.proStatus,
  serviceName: (s) => s.serviceName,
  serviceNumber: (s) => String(s.serviceNumber),
  serviceTime: (s) => time(s.serviceTime),
  acceptDate: (s) => time(s.acceptTime),
  resultDate: (s) => time(s.resultTime),
  orgcode: (s) => s.orgCode,
  orgName: (s) => s.orgName,
  deptName: (s) => s.deptName,
  areaCode: (s) => s.areaCode?.padEnd(12, '0'),
  proManager: (s) => s.staff.name,
  proManagerNo: (s) => s.staff.number,
};

/** Applicant fields. A window is offline business, so the certificate number travels as `certKeyGOV` (DOMAIN-DATA a.2). */
export const APPLICANT_FIELDS: Readonly<Record<string, (applicant: Applicant) => string | undefined>> = {
  userProp: (a) => a.userProp,
  userName: (a) => a.userName,
  userPageType: (a) => a.userPageType,
  certKeyGOV: (a) => a.certKey,
  mobile: (a) => a.mobile,
};

/** Rating fields (DOMAIN-DATA a.3) but for `writingEvaluation`, which depends on a setting. */
export const RATING_FIELDS: Readonly<Record<string, (rating: Rating, service: ServiceRecord) => string | undefined>> = {
  projectNo: (_, s) => s.projectNo,
  serviceNumber: (_, s) => String(s.serviceNumber),
  taskType: (_, s) => s.taskType,
  assessNumber: (r) => String(r.assessNumber),
  satisfaction: (r) => String(r.level),
  pf: (r) => channelCode(r.channel),
  evalDetail: (r) => r.tags.join(','),
  assessTime: (r) => cityTime(r.assessedAt),
};
