import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { z } from 'zod';
import { levelTestSchema } from '../core/service/service-page.ts';
import { readPrivateJson, writePrivateJson } from '../store/private-json.ts';

const wallTime = z.int().nonnegative();

/** A finished self-test. */
export const finishedTestSchema = z.strictObject({
  at: wallTime,
  levels: z
    .array(
      z.strictObject({
        ...levelTestSchema.shape,
        /** Where its record lies in the log; null where it was not kept. */
        seq: z.int().positive().nullable(),
      }),
    )
    .max(5),
  /** Of the log's numbers. */
  epoch: z.string().max(64),
});
export type FinishedTest = z.infer<typeof finishedTestSchema>;

const fileSchema = z.strictObject({
  last: finishedTestSchema.nullable(),
  /** When all five were last found acknowledged by the gateway. */
  provenAt: wallTime.nullable(),
});
export type SelfTestMemory = z.infer<typeof fileSchema>;

/** What a terminal remembers of its self-tests over a restart. */
export interface SelfTestFile {
  read(): SelfTestMemory;
  write(memory: SelfTestMemory): void;
}

/** A file that cannot be read or written is said in the log; the test is then run once more, which harms nobody. */
export function createSelfTestFile(options: { readonly path: string; readonly log: EventLog }): SelfTestFile {
  const { path, log } = options;
  const file = readPrivateJson(path, fileSchema);
  if (!file.ok) log('self-test.forgotten', { reason: file.error.message });
  let memory: SelfTestMemory = (file.ok ? file.value : null) ?? { last: null, provenAt: null };
  return {
    read: () => memory,
    write(next) {
      memory = next;
      const written = writePrivateJson(path, next);
      if (!written.ok) log('self-test.forgotten', { reason: written.error.message });
    },
  };
}
