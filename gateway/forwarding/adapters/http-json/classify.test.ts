import { describe, expect, it } from 'vitest';
import { RETRY_AFTER_MAX_MS } from '../../delays.data.ts';
import { classify, RAW_REPLY_MAX } from './classify.ts';

const answer = (status: number, body: unknown, retryAfter: string | null = null) =>
  classify({ status, body: typeof body === 'string' ? body : JSON.stringify(body), retryAfter });

describe('what an answer of the city means', () => {
  const cases: [name: string, status: number, body: unknown, kind: string][] = [
    ['success', 200, { code: '0', message: '成功' }, 'delivered'],
    ['success with a number', 200, { code: 0 }, 'delivered'],
    ['a service that exists', 200, { code: '1', message: '已存在该条服务信息' }, 'exists'],
    ['a rating that exists', 409, { code: '1', message: '操作失败：评价数据不可重复！' }, 'exists'],
    ['a rating before its service', 200, { code: '1', message: '没有对应的服务数据' }, 'missing-service'],
    ['a business rule', 200, { code: '1', message: '差评必须勾选详情或填写文字评价' }, 'rejected'],
    ['a business rule under 422', 422, { code: '9', message: 'x' }, 'rejected'],
    ['our key or clock', 401, { code: '401', message: '签名错误' }, 'unavailable'],
    ['our key or clock under 200', 200, { code: '1', message: '签名错误' }, 'unavailable'],
    ['their machine under 200', 200, { code: '-1', message: '系统异常' }, 'unavailable'],
    ['an address that is not theirs', 404, { code: '1', message: '没有' }, 'unavailable'],
    ['a server error with an envelope', 500, { code: '1', message: '已存在该条服务信息' }, 'unavailable'],
    ['a redirect', 302, '', 'unavailable'],
    ['a page', 200, '<html>登录</html>', 'unavailable'],
    ['cut JSON', 200, '{"code":"0"', 'unavailable'],
    ['JSON of another kind', 200, '"0"', 'unavailable'],
    ['no code', 200, { message: '成功' }, 'unavailable'],
  ];
  it.each(cases)('%s', (_name, status, body, kind) => {
    expect(answer(status, body).kind).toBe(kind);
  });

  it('keeps the raw reply, bounded', () => {
    expect(answer(200, { code: '1', message: '其他错误' }).raw).toBe('HTTP 200 {"code":"1","message":"其他错误"}');
    expect(answer(500, 'x'.repeat(50_000)).raw).toHaveLength(RAW_REPLY_MAX);
  });

  it('heeds retry-after in seconds, within an hour', () => {
    expect(answer(503, '', '7').retryAfterMs).toBe(7000);
    expect(answer(429, '', '999999').retryAfterMs).toBe(RETRY_AFTER_MAX_MS);
    expect(answer(503, '', 'Wed, 21 Oct 2026 07:28:00 GMT').retryAfterMs).toBeUndefined();
    expect(answer(503, '', '-5').retryAfterMs).toBeUndefined();
  });
});
