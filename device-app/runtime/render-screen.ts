import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import type { Delays } from '../core/delays.ts';
import { pageOf } from '../core/screen/screen-of.ts';
import type { ScreenState } from '../core/screen/screen-state.ts';
import { withoutSelfTest } from '../core/session/self-test-session.ts';
import type { SessionState } from '../core/session/session-state.ts';
import { soundFor } from '../core/voice/sound.ts';
import type { PadStatus } from '../pads/pad-events.ts';
import type { WriteRefusal } from '../store/log-store.ts';
import type { Periphery } from './periphery.ts';

/** All that the screen is a function of. */
export interface ShownThings {
  readonly state: SessionState;
  readonly settings: TerminalSettings;
  readonly delays: Delays;
  readonly mono: number;
  readonly qrUrl: string | null;
  readonly trouble: WriteRefusal | null;
  readonly gatewayConnected: boolean;
  readonly pads: readonly PadStatus[];
  readonly padKeys: readonly string[];
  readonly selfTest: ScreenState['selfTest'];
  readonly periphery: Pick<Periphery, 'scans' | 'service' | 'voice' | 'window' | 'kiosk'>;
}

/** The screen as it should be now. */
export function renderScreen(now: ShownThings): Omit<ScreenState, 'revision'> {
  const { state, settings, trouble } = now;
  return {
    language: state.language,
    display: state.display,
    role: settings.role,
    ppi: settings.panel.ppi,
    // What a test left behind invites nobody: the page of a test comes with its banner, or not at all.
    page: pageOf(now.selfTest === null ? withoutSelfTest(state) : state, {
      ...now,
      catalogue: REASON_CATALOGUE,
      idle: now.periphery.window.idlePage(),
      fault: trouble === null ? null : `storage-${trouble}`,
      scan: now.periphery.scans.notice(),
      kiosk: now.periphery.kiosk?.desk.page() ?? null,
      service: now.periphery.service.page(),
      staff: now.periphery.window.desk.page(),
    }),
    sound: soundFor(now.periphery.voice.sound(), state.language),
    selfTest: now.selfTest,
    badges: {
      offline: settings.gatewayUrl !== undefined && !now.gatewayConnected,
      fresh: now.periphery.service.isFresh(),
      // Of peripherals the technician hears, also of those with an unknown profile; citizens can do nothing about them.
      padMissing: now.pads.some(
        ({ slot, role, connected }) => slot < settings.pads.length && role === 'pad' && !connected,
      ),
    },
    padKeys: [...now.padKeys, ...now.periphery.voice.keys()],
  };
}
