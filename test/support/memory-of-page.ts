import type { CDPSession } from 'playwright-core';

/** What a page holds on to, once the collector has been through it. */
export interface PageMemory {
  /** Bytes of the script heap. */
  readonly heap: number;
  /** Of the DOM, attached or not. */
  readonly nodes: number;
  readonly listeners: number;
}

/** Collects garbage until nothing more goes, then counts. */
export async function memoryOf(cdp: CDPSession): Promise<PageMemory> {
  let heap = Number.POSITIVE_INFINITY;
  for (let rounds = 0; rounds < 10; rounds += 1) {
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    if (usedSize >= heap) break;
    heap = usedSize;
  }
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  return { heap, nodes, listeners: jsEventListeners };
}
