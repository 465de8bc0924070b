import type { CityReply } from '../../city-adapter.ts';

/** Texts with which deployed cities name these cases; there is no norm for their codes (DOMAIN-DATA a.0). */
export const REPLY_TEXTS: readonly { readonly contains: string; readonly kind: CityReply['kind'] }[] = [
  { contains: '已存在该条服务信息', kind: 'exists' },
  { contains: '评价数据不可重复', kind: 'exists' },
  { contains: '没有对应的服务数据', kind: 'missing-service' },
  // Nothing wrong with the record: our key or clock, or their machine. Some cities say so under HTTP 200.
  { contains: '签名错误', kind: 'unavailable' },
  { contains: '时间戳', kind: 'unavailable' },
  { contains: '系统异常', kind: 'unavailable' },
  { contains: '系统繁忙', kind: 'unavailable' },
];

/** Envelope codes that mean success. */
export const SUCCESS_CODES: readonly string[] = ['0'];

/**
 * Statuses that judge the record when they carry an envelope. All others (credentials, wrong address, limits, 5xx, redirects) are about
 * the connection: the record is innocent and waits.
 */
export const JUDGING_STATUSES: readonly number[] = [200, 201, 400, 409, 422];
