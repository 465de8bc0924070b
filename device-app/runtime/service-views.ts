import { isPending } from '../core/service/self-test.ts';
import { type ServiceStep, serviceStepSchema } from '../core/service/service-input.ts';
import type { ServiceAnswer, ServiceState } from '../core/service/service-machine.ts';
import type { ServiceView, ServiceViewOf } from '../core/service/service-page.ts';
import type { PadDiagnostics } from '../pads/pad-events.ts';
import type { LinkState } from '../sync/sync-client.ts';
import type { Backlight } from './backlight.ts';
import { diagnosticsReport } from './diagnostics-report.ts';
import { padsOf } from './service-pads.ts';
import type { ServicePorts } from './service-ports.ts';
import type { SetupFile } from './setup-file.ts';

type Mark = ServiceViewOf<'menu'>['items'][number]['state'];

/** What a page of the visit is filled with. */
export interface ServiceScene {
  readonly state: ServiceState;
  readonly ports: ServicePorts;
  readonly setup: Pick<SetupFile, 'choices'>;
  readonly backlight: Pick<Backlight, 'percent'>;
  readonly appVersion: string;
  readonly seen: PadDiagnostics | null;
  readonly bundle: Pick<ServiceViewOf<'bundle'>, 'state' | 'made'>;
  /** Until no PIN is taken, ms; null where one is. */
  readonly lockedForMs: number | null;
}

const VIEWS: { readonly [S in ServiceView['step']]: (scene: ServiceScene) => ServiceViewOf<S> } = {
  pin: ({ state, lockedForMs }) => ({
    step: 'pin',
    answer: oneOf(['checking', 'wrong', 'unset', 'unreadable', 'not-kept'], state.answer),
    locked: lockedForMs === null ? null : { remainingMs: lockedForMs, totalMs: lockedForMs },
  }),
  'new-pin': ({ state }) => ({
    step: 'new-pin',
    first: state.first,
    answer: oneOf(['checking', 'not-kept'], state.answer),
  }),
  menu: (scene) => ({
    step: 'menu',
    windowName: scene.ports.settings.window.name || (scene.ports.identity()?.windowName ?? ''),
    appVersion: scene.appVersion,
    items: serviceStepSchema.options
      .filter((step) => step !== 'bundle' || scene.ports.makeBundle !== null)
      .map((step) => ({ step, state: MARKS[step](scene) })),
  }),
  gateway: ({ state, ports }) => ({
    step: 'gateway',
    url: ports.settings.gatewayUrl ?? null,
    shortId: ports.identity()?.shortId ?? null,
    state: ports.link(),
    answer: oneOf(['bad-address', 'bad-code', 'bad-scan', 'not-kept', 'kept'], state.answer),
    scanner: ports.pads.status().some(({ role, connected }) => role === 'scanner' && connected),
  }),
  panel: ({ state, ports }) => ({
    step: 'panel',
    ppi: ports.settings.panel.ppi,
    answer: oneOf(['kept', 'not-kept'], state.answer),
  }),
  pads: ({ state, ports, seen }) => ({
    step: 'pads',
    ...padsOf(seen ?? { withheldMs: 0, slots: [], ports: [] }, ports.settings.pads.length, ports.padTitle),
    answer: oneOf(['kept', 'not-kept', 'full'], state.answer),
  }),
  senses: ({ state, ports, backlight }) => ({
    step: 'senses',
    volume: ports.settings.display.volume,
    brightness: backlight.percent(),
    voices: Object.keys(ports.sound().clips).slice(0, 8),
    quiet: ports.sound().quiet,
    answer: oneOf(['kept', 'not-kept'], state.answer),
  }),
  'self-test': ({ ports }) => ({ step: 'self-test', report: ports.selfTest.report() }),
  diagnostics: ({ seen }) => ({
    step: 'diagnostics',
    report: seen === null ? null : diagnosticsReport(seen, 'technician'),
  }),
  bundle: ({ bundle }) => ({ step: 'bundle', ...bundle }),
};

/** What stands beside a step in the menu. */
const MARKS: Readonly<Record<ServiceStep, (scene: ServiceScene) => Mark>> = {
  gateway: ({ ports }) => LINK_MARKS[ports.link()],
  panel: ({ setup }) => (setup.choices().ppi === undefined ? 'open' : 'done'),
  pads: ({ ports }) => {
    const pads = ports.pads.status().filter(({ slot }) => slot < ports.settings.pads.length);
    if (pads.length === 0) return 'open';
    return pads.every(({ connected }) => connected) ? 'done' : 'trouble';
  },
  senses: ({ setup }) => (setup.choices().volume === undefined ? null : 'done'),
  'self-test': ({ ports }) => {
    const { state, levels } = ports.selfTest.report();
    // Passed here is not proven yet: the gateway has the last word.
    return state === 'passed' && isPending(levels) ? 'waiting' : SELF_TEST_MARKS[state];
  },
  diagnostics: ({ ports }) => (ports.pads.status().every(({ connected }) => connected) ? null : 'trouble'),
  bundle: () => null,
  'new-pin': () => null,
};

const LINK_MARKS: Readonly<Record<LinkState, Mark>> = {
  alone: 'open',
  'no-code': 'open',
  enrolling: null,
  connecting: null,
  connected: 'done',
  unreachable: 'trouble',
  refused: 'trouble',
  'not-a-gateway': 'trouble',
};

const SELF_TEST_MARKS = {
  never: 'open',
  running: null,
  passed: 'done',
  failed: 'trouble',
  'given-way': 'open',
} as const;

/** The page that is open. */
export function serviceViewOf(scene: ServiceScene): ServiceView {
  return VIEWS[scene.state.step](scene);
}

/** Answers belong to pages; what another page answered is none of this one. */
function oneOf<A extends ServiceAnswer>(answers: readonly A[], answer: ServiceAnswer | null): A | null {
  return answers.find((each) => each === answer) ?? null;
}
