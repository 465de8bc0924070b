/** The runtime process as it is, on the settings in the file named, but for a HID bus with a recorded pad on it. */
import { readFileSync } from 'node:fs';
import { startRuntime } from '@mingjing/device-app/runtime/compose.ts';
import { createEventLog } from '@mingjing/shared/log-events/event-log.ts';
import { terminalSettingsSchema } from '@mingjing/shared/settings/terminal-settings.ts';
import { pino } from 'pino';
import { createRecordedHid } from './recorded-hid.ts';

const [, , settingsFile = ''] = process.argv;
const runtime = await startRuntime({
  settings: terminalSettingsSchema.parse(JSON.parse(readFileSync(settingsFile, 'utf8'))),
  log: createEventLog(pino({ base: null }, pino.destination({ dest: 2, sync: true }))),
  screensDir: new URL('../../device-app/screens/dist', import.meta.url).pathname,
  appVersion: 'bench',
  onHeartbeat: () => undefined,
  loadHid: async () => createRecordedHid(),
});
process.on('SIGTERM', () => void runtime.stop().then(() => process.exit(0)));
process.stdout.write('{"ready":true}\n');
