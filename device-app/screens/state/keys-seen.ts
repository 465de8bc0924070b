import type { ServiceViewOf } from '@mingjing/device-app/core/service/service-page.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';

export type LiveKey = ServiceViewOf<'pads'>['keys'][number];

/** The level that a key stands for; null for a key that is no level. */
export function levelOf({ what }: Pick<LiveKey, 'what'>): Level | null {
  return what.kind === 'level' ? what.level : null;
}

/** Which of the five have come, with those of before. */
export function keysSeen(before: ReadonlySet<Level>, keys: readonly LiveKey[]): ReadonlySet<Level> {
  const fresh = keys.map(levelOf).filter((level) => level !== null && !before.has(level)) as Level[];
  return fresh.length === 0 ? before : new Set([...before, ...fresh]);
}
