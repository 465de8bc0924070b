import type { ServiceRecordInput } from '@mingjing/shared/domain/service-record.ts';

/** A service that was finished on the spot 当场办结: case number `n` of the day. */
export function serviceRecord(n: number, now = Date.now()): ServiceRecordInput {
  const time = new Date(now - 60_000).toISOString();
  return {
    projectNo: `3701002026${String(n).padStart(8, '0')}`,
    serviceNumber: 1,
    taskCode: '11370100MB2857833L2370131001000',
    taskName: '内资公司设立登记',
    taskType: '01',
    projectType: '1',
    proStatus: '3',
    serviceName: '业务办结',
    serviceTime: time,
    acceptTime: time,
    resultTime: time,
    orgName: '济南市行政审批服务局',
    areaCode: '370100',
    staff: { name: '王芳', number: 'A0312' },
  };
}

/** Opens a session as the window PC does; returns its id and what became of it. */
export async function openLocally(
  terminal: { readonly localUrl: string; readonly localToken: string },
  service: ServiceRecordInput,
): Promise<{ sessionId: string; state: string }> {
  const response = await fetch(`${terminal.localUrl}/local/v1/service-sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${terminal.localToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(service),
  });
  if (response.status !== 201) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
  return (await response.json()) as { sessionId: string; state: string };
}
