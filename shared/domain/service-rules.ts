import type { ServiceRecord } from './service-record.ts';

/** A field of the service record that the city system would refuse, and what would be right. */
export interface ServiceIssue {
  readonly field: string;
  readonly problem: string;
}

/** How far a business system's clock may be ahead of ours. More, and a quick citizen would rate before the service. */
const CLOCK_LEAD_MS = 5000;
/** Earlier times are typing errors. */
// biome-ignore lint/style/noRestrictedGlobals: reads a text, asks no clock
const EARLIEST = Date.parse('2000-01-01T00:00:00+08:00');

type TimeField = 'serviceTime' | 'acceptTime' | 'resultTime';
const TIME_FIELDS: readonly TimeField[] = ['serviceTime', 'acceptTime', 'resultTime'];

/**
 * Rules of the city systems that a schema cannot say (DOMAIN-DATA a.2, b.6). Better refused where the service is opened, by the gateway
 * or by the terminal, to the program that can correct it, than by the city, when the citizen has rated.
 * @param nowMs the wall clock of whoever asks
 * @returns what is wrong, in the order of the rules; empty when nothing is
 */
export function serviceIssues(service: ServiceRecord, nowMs: number): readonly ServiceIssue[] {
  return [...statusIssues(service), ...orderIssues(service), ...timeIssues(service, nowMs)];
}

function statusIssues({ proStatus, acceptTime, resultTime }: ServiceRecord): readonly ServiceIssue[] {
  const issues: ServiceIssue[] = [];
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

function orderIssues({ acceptTime, resultTime }: ServiceRecord): readonly ServiceIssue[] {
  if (acceptTime === undefined || resultTime === undefined || acceptTime <= resultTime) return [];
  return [{ field: 'resultTime', problem: 'must not be before acceptTime' }];
}

function timeIssues(service: ServiceRecord, nowMs: number): readonly ServiceIssue[] {
  return TIME_FIELDS.flatMap((field) => {
    const at = service[field];
    if (at === undefined) return [];
    if (at < EARLIEST) return [{ field, problem: 'is before the year 2000: check the year' }];
    const leadMs = at - nowMs;
    if (leadMs <= CLOCK_LEAD_MS) return [];
    const seconds = Math.round(leadMs / 1000);
    return [{ field, problem: `is ${seconds} s in the future by the clock here: synchronise the clocks` }];
  });
}
