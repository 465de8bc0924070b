/** A button: its number, or its name on keyboards. */
export type Button = number | string;

/** How a profile counts presses. */
export interface ButtonRules {
  /** A press counts when the button goes down, or when it comes up again. */
  readonly edge: 'down' | 'up';
  /** Several buttons down at once: nothing counts until all are up, or the one that was first. */
  readonly multiKey: 'reject' | 'first';
  /** A button that is down again this soon after it came up is bouncing. */
  readonly debounceMs: number;
}

/** All buttons of one address that are down at the moment `at` (monotonic ms). */
export interface ButtonReport {
  readonly address: number | null;
  readonly down: readonly Button[];
  readonly at: number;
}

interface ButtonState {
  /** Down since before we looked, or bouncing: nothing until they come up. */
  readonly ignored: ReadonlySet<Button>;
  readonly down: ReadonlySet<Button>;
  /** The button whose press this may become. */
  readonly candidate: Button | null;
  readonly releasedAt: ReadonlyMap<Button, number>;
}

/** What is known of each address of a stateful pad. */
export type ButtonStates = ReadonlyMap<number | null, ButtonState>;

export interface TrackedReport {
  readonly states: ButtonStates;
  /** The button that was pressed; null: none. */
  readonly pressed: Button | null;
  /** A button that went down only because its contact bounced. */
  readonly bounced: Button | null;
}

/** Names of buttons come from the wire; a pad has far fewer. */
const MAX_REMEMBERED = 64;

function release(before: ButtonState, down: ReadonlySet<Button>, at: number): ReadonlyMap<Button, number> {
  const up = [...before.down, ...before.ignored].filter((button) => !down.has(button));
  if (up.length === 0) return before.releasedAt;
  const all = [...before.releasedAt, ...up.map((button) => [button, at] as const)];
  return new Map(all.slice(-MAX_REMEMBERED));
}

/** The button whose press is under way after this report. */
function chooseCandidate(before: ButtonState, carried: boolean, fresh: readonly Button[], rules: ButtonRules) {
  if (!carried) return fresh.length === 1 ? (fresh[0] ?? null) : null;
  return fresh.length > 0 && rules.multiKey === 'reject' ? null : before.candidate;
}

function step(before: ButtonState, { down, at }: ButtonReport, rules: ButtonRules) {
  const now = new Set(down);
  const bouncing = [...now].filter(
    (button) =>
      !before.down.has(button) &&
      !before.ignored.has(button) &&
      at - (before.releasedAt.get(button) ?? Number.NEGATIVE_INFINITY) < rules.debounceMs,
  );
  const ignored = new Set([...[...before.ignored].filter((button) => now.has(button)), ...bouncing]);
  const held = new Set([...now].filter((button) => !ignored.has(button)));
  const fresh = [...held].filter((button) => !before.down.has(button));
  const carried = [...before.down].some((button) => held.has(button));
  const candidate = chooseCandidate(before, carried, fresh, rules);
  const finished = before.candidate !== null && !held.has(before.candidate) ? before.candidate : null;
  const started = !carried && fresh.length > 0 ? candidate : null;
  const spoilt = rules.multiKey === 'reject' && carried && fresh.length > 0;
  return {
    state: {
      ignored,
      down: held,
      candidate: finished !== null && carried ? null : candidate,
      releasedAt: release(before, now, at),
    },
    pressed: rules.edge === 'down' ? started : spoilt ? null : finished,
    bounced: bouncing[0] ?? null,
  };
}

/**
 * Finds the press in a state report by comparing it with the one before. The first report of an address is its baseline: what is down
 * then was pressed before anyone asked, or is stuck, and means nothing until it has come up. Two buttons that go down in one report
 * are never a press, since nobody can tell which was first.
 */
export function trackButtons(states: ButtonStates, report: ButtonReport, rules: ButtonRules): TrackedReport {
  const before = states.get(report.address);
  if (before === undefined) {
    const baseline = { ignored: new Set(report.down), down: new Set<Button>(), candidate: null, releasedAt: new Map() };
    return { states: new Map(states).set(report.address, baseline), pressed: null, bounced: null };
  }
  const { state, pressed, bounced } = step(before, report, rules);
  return { states: new Map(states).set(report.address, state), pressed, bounced };
}

/** Whether a button is down, whatever it counts for: also one that bounced, or was down before we looked, was pressed by somebody. */
export function anyDown(states: ButtonStates): boolean {
  return [...states.values()].some(({ down, ignored }) => down.size + ignored.size > 0);
}

/** Forgets an address that stopped answering: its next report is a baseline again. */
export function forgetAddress(states: ButtonStates, address: number | null): ButtonStates {
  const rest = new Map(states);
  rest.delete(address);
  return rest;
}
