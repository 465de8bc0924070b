import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { loadVoicePack, type VoicePack } from './voice-pack.ts';

/**
 * The clip pack of a terminal: the one its settings name, else `voice` in its data folder, which need not be there. One that cannot be used
 * costs the sound and nothing else: every clip is a caption too.
 */
export function usableVoicePack(
  { dataDir, sound }: Pick<TerminalSettings, 'dataDir' | 'sound'>,
  log: EventLog,
): VoicePack | undefined {
  const folder = sound.pack ?? join(dataDir, 'voice');
  if (sound.pack === undefined && !existsSync(folder)) return undefined;
  const pack = loadVoicePack(folder);
  if (!pack.ok) {
    log('voice.pack-unusable', { folder, ...pack.error });
    return undefined;
  }
  const languages = Object.entries(pack.value.clips).map(
    ([language, clips]) => `${language} ${Object.keys(clips).length}`,
  );
  log('voice.pack-ready', { languages: languages.join(', ') });
  return pack.value;
}
