import type { ClipId } from '../core/voice/clips.ts';
import { HINTS } from './hints.data.ts';

/** Of whole families of clips, by how their names begin. */
const OF_FAMILY: readonly (readonly [string, string])[] = [
  ['tag.', '评价情况，只在耳机里播放。好坏同一语气、音量、速度。'],
  ['item.', '办理环节，只在耳机里播放。'],
  ['key.', '键名，读短。'],
  ['nth.', '序号，后面会接“共几项”，句尾不要落下去。'],
  ['of.', '接在序号后面。'],
  ['page.', '接在“上一页”“下一页”后面。'],
];

/** For whoever records a clip: when it is heard, and how to say it. */
export function hintOf(clip: ClipId): string {
  const own = (HINTS as Readonly<Record<string, string>>)[clip];
  return own ?? OF_FAMILY.find(([start]) => clip.startsWith(start))?.[1] ?? '屏幕上的按钮名，选中它时在耳机里播放。';
}
