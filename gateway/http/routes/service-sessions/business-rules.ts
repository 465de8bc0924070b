import type { ServiceRecord } from '@mingjing/shared/domain/service-record.ts';

/** A field that the city system would refuse, and what would be right. */
export interface RuleIssue {
  readonly field: string;
  readonly problem: string;
}

/** How far a business system's clock may be ahead of ours. More, and a quick citizen would rate before the service. */
const CLOCK_LEAD_MS = 5000;
/** Earlier times are typing errors. */
const EARLIEST = Date.parse('2000-01-01T00:00:00+08:00');

type TimeField = 'serviceTime' | 'acceptTime' | 'resultTime';
const TIME_FIELDS: readonly TimeField[] = ['serviceTime', 'acceptTime', 'resultTime'];

/**
 * Rules of the city systems that a schema cannot say (DOMAIN-DATA a.2, b.6). Better refused here, to the program that can correct it, than
 * there, when the citizen has rated.
 */
export function serviceIssues(service: ServiceRecord, nowMs: number): readonly RuleIssue[] {
  return [...statusIssues(service), ...orderIssues(service), ...timeIssues(service, nowMs)].map((issue) => ({
    ...issue,
    field: `service.${issue.field}`,
  }));
}

function statusIssues({ proStatus, acceptTime, resultTime }: ServiceRecord): readonly RuleIssue[] {
  const issues: RuleIssue[] = [];
  if (proStatus !== '1' && acceptTime === undefined) {
    issues.push({
      field: 'acceptTime',
      problem: `is needed when proStatus is ${proStatus}: send when it was accepted`,
    });
  }
  if (proStatus === '3' && resultTime === undefined) {
    issues.push({ field: 'resultTime', problem: 'is needed when proStatus is 3: send when it was completed' });
  }
  if (proStatus !== '3' && resultTime !== undefined) {
    issues.push({
      field: 'resultTime',
      problem: `does not fit proStatus ${proStatus}: leave it out or send proStatus 3`,
    });
  }
  return issues;
}

function orderIssues({ acceptTime, resultTime }: ServiceRecord): readonly RuleIssue[] {
  if (acceptTime === undefined || resultTime === undefined || acceptTime <= resultTime) return [];
  return [{ field: 'resultTime', problem: 'must not be before acceptTime' }];
}

function timeIssues(service: ServiceRecord, nowMs: number): readonly RuleIssue[] {
  return TIME_FIELDS.flatMap((field) => {
    const at = service[field];
    if (at === undefined) return [];
    if (at < EARLIEST) return [{ field, problem: 'is before the year 2000: check the year' }];
    const leadMs = at - nowMs;
    if (leadMs <= CLOCK_LEAD_MS) return [];
    const seconds = Math.round(leadMs / 1000);
    return [{ field, problem: `is ${seconds} s in the future by the gateway's clock: synchronise the clocks` }];
  });
}
