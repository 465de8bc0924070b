import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Time that all threads of a process have had on a processor so far, ms, from the kernel (proc(5), schedstat). */
export function processCpuMs(pid: number | undefined): number {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).reduce((sum, task) => {
    const [ns = '0'] = readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ');
    return sum + Number(ns) / 1e6;
  }, 0);
}

/** Share of one core, in per cent, that each process uses during the same stretch of time. */
export async function cpuShares(pids: readonly (number | undefined)[], ms: number): Promise<readonly number[]> {
  const startedAt = performance.now();
  const before = pids.map(processCpuMs);
  await delay(ms);
  const elapsed = performance.now() - startedAt;
  return pids.map((pid, index) => ((processCpuMs(pid) - (before[index] ?? 0)) / elapsed) * 100);
}
