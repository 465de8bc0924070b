import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BARE_SCREEN } from '@mingjing/device-app/core/screen/bare-screen.ts';
import type { ServiceInput } from '@mingjing/device-app/core/service/service-input.ts';
import type { SelfTestReport } from '@mingjing/device-app/core/service/service-page.ts';
import type { PadDiagnostics, SeenPort } from '@mingjing/device-app/pads/pad-events.ts';
import { createServiceDesk, type ServiceDesk } from '@mingjing/device-app/runtime/service-desk.ts';
import { createServicePin, writeServicePin } from '@mingjing/device-app/runtime/service-pin.ts';
import type { ServicePorts } from '@mingjing/device-app/runtime/service-ports.ts';
import { createSetupFile, type SetupFile } from '@mingjing/device-app/runtime/setup-file.ts';
import type { LinkState } from '@mingjing/device-app/sync/sync-client.ts';
import { ok } from '@mingjing/shared/basics/result.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import { type TerminalSettings, terminalSettingsSchema } from '@mingjing/shared/settings/terminal-settings.ts';
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { expect } from 'vitest';
import { createManualTime } from './manual-time.ts';
import { QUICK_HASHES } from './quick-hashes.ts';

export const PIN = '314159';
/** Hashes take their time on a busy machine. */
export const PATIENCE = { timeout: 20_000 };
export const PORT: SeenPort = {
  path: '/dev/ttyUSB0',
  kind: 'serial',
  usbId: '1a86:7523',
  serialNumber: null,
  location: '1-1.4',
  slot: null,
  holder: null,
  fits: ['some-pad', 'some-scanner'],
};
const IDENTITY = { shortId: 'W03ABC', windowName: '3号窗口' } as NonNullable<ReturnType<ServicePorts['identity']>>;

/** A folder in which the PIN was set once: every hash takes its time. */
export async function folderWithPin(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-service-pin-'));
  const written = await writeServicePin({ dataDir: folder, hashes: QUICK_HASHES, randomBytes: systemRandomBytes }, PIN);
  if (!written.ok) throw new Error(written.error.message);
  return folder;
}

/** A desk over real files; time, terminal and panel are in the test's hands. */
export class ServiceBench {
  readonly dir = mkdtempSync(join(tmpdir(), 'mingjing-service-'));
  readonly time = createManualTime();
  readonly logged: [string, unknown][] = [];
  readonly entries: NewEntry[] = [];
  /** What the session was told, and self-tests begun. */
  readonly dispatched: unknown[] = [];
  readonly watched: boolean[] = [];
  looks = 0;
  renewals = 0;
  /** Percent of the panel's light; null where there is none. */
  light: number | null = 60;
  served = false;
  enrolled = false;
  /** The gateway has not answered a code yet. */
  codeOpen = false;
  bundleFails = false;
  /** Its log knows of citizens. */
  hasServed = false;
  link: LinkState = 'alone';
  seen: PadDiagnostics = { withheldMs: 0, ports: [PORT], slots: [] };
  test: SelfTestReport['state'] = 'never';
  levels: SelfTestReport['levels'] = [];
  /** The terminal is gone, and with it its log. */
  closed = false;
  settings: TerminalSettings = terminalSettingsSchema.parse({ dataDir: this.dir, local: { port: 4321 } });
  desk!: ServiceDesk;
  setup!: SetupFile;
  readonly keyFolder: string;

  /** @param keyFolder of {@link folderWithPin} */
  constructor(keyFolder: string) {
    this.keyFolder = keyFolder;
    this.start();
  }

  /** Starts the process anew, on the settings as they are. */
  start(): void {
    const { clock, timers } = this.time;
    const log = (event: string, data?: unknown) => this.logged.push([event, data]);
    this.setup = createSetupFile(this.settings, log);
    this.settings = this.setup.load();
    this.desk = createServiceDesk({
      ...{ setup: this.setup, log, clock, timers, appVersion: '1.2.3' },
      pin: createServicePin({ dataDir: this.dir, hashes: QUICK_HASHES, clock, randomBytes: systemRandomBytes, log }),
      backlight: { percent: () => this.light, set: (percent) => this.#shine(percent) },
      renew: () => this.#renew(),
      onChange: () => {},
    });
    this.desk.attach(this.#ports());
  }

  stop(): void {
    this.desk.close();
    rmSync(this.dir, { recursive: true });
  }

  act(...inputs: ServiceInput[]): void {
    for (const input of inputs) this.desk.input(input);
  }

  readonly view = () => this.desk.page()?.view;
  readonly shows = (expected: object) => expect.poll(this.view, PATIENCE).toMatchObject(expected);
  file(name: string): string {
    return join(this.dir, name);
  }

  /** In by the PIN, and on to a step. */
  async enter(to?: Extract<ServiceInput, { act: 'go' }>['to']): Promise<void> {
    copyFileSync(join(this.keyFolder, 'service-pin.json'), this.file('service-pin.json'));
    this.act({ act: 'open' }, { act: 'pin', pin: PIN });
    await this.shows({ step: 'menu' });
    if (to !== undefined) this.act({ act: 'go', to });
  }

  #shine(percent: number): boolean {
    if (this.light !== null) this.light = percent;
    return this.light !== null;
  }

  #renew(): void {
    this.renewals += 1;
    this.desk.attach(null);
    this.settings = this.setup.load();
    this.desk.attach(this.#ports());
  }

  async #look(): Promise<PadDiagnostics> {
    this.looks += 1;
    return this.seen;
  }

  #ports(): ServicePorts {
    const { dispatched, entries, watched } = this;
    return {
      settings: this.settings,
      isServed: () => this.served,
      hasServed: () => this.hasServed,
      isCodeOpen: () => this.codeOpen,
      identity: () => (this.enrolled ? IDENTITY : null),
      link: () => this.link,
      pads: {
        diagnostics: () => this.#look(),
        watch: (looking) => watched.push(looking),
        status: () => this.seen.slots,
      },
      padTitle: (profile) => (profile === 'some-pad' ? { zh: '某评价器', en: 'Some pad' } : undefined),
      sound: () => BARE_SCREEN.sound,
      selfTest: {
        report: () => ({ state: this.test, at: null, levels: this.levels }),
        run: () => dispatched.push('self-test'),
      },
      makeBundle: async () => {
        if (this.bundleFails) throw new Error('a device said something odd');
        return ok({ file: 'a.zip', onStick: true, bytes: 1, sha256: '00' });
      },
      dispatch: (input) => dispatched.push(input),
      record: (entry) => {
        if (this.closed) throw new Error('the log is closed');
        return entries.push(entry) > 0;
      },
    };
  }
}
