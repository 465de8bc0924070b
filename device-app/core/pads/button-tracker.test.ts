import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyDown,
  type Button,
  type ButtonRules,
  type ButtonStates,
  forgetAddress,
  trackButtons,
} from './button-tracker.ts';

const RULES: ButtonRules = { edge: 'down', multiKey: 'reject', debounceMs: 50 };

/** The presses of a run of reports, 100 ms apart unless they say otherwise. */
function presses(
  reports: readonly (readonly Button[] | { readonly down: readonly Button[]; readonly at: number })[],
  rules: Partial<ButtonRules> = {},
): Button[] {
  let states: ButtonStates = new Map();
  const pressed: Button[] = [];
  let at = 0;
  for (const report of reports) {
    const { down, at: when } = 'down' in report ? report : { down: report, at: at + 100 };
    at = when;
    const tracked = trackButtons(states, { address: 1, down, at }, { ...RULES, ...rules });
    states = tracked.states;
    if (tracked.pressed !== null) pressed.push(tracked.pressed);
  }
  return pressed;
}

describe('tracking the buttons of a pad that reports its state', () => {
  it.each<[string, Button[][], Partial<ButtonRules>, Button[]]>([
    ['takes the first report for the baseline', [[3]], {}, []],
    ['never takes a button held since before for pressed, not even when it comes up', [[3], []], { edge: 'up' }, []],
    ['hears a button that was held before once it is pressed anew', [[3], [], [3]], {}, [3]],
    ['lets a stuck button not deafen the others', [[7], [7, 2], [7], [7, 4]], {}, [2, 4]],
    ['counts on the way down', [[], [2], [2], []], {}, [2]],
    ['counts on the way up', [[], [2], [2], []], { edge: 'up' }, [2]],
    ['counts nothing while it is still down', [[], [2], [2]], { edge: 'up' }, []],
    ['takes no second button while the first is held', [[], [2], [2, 3], [3], []], {}, [2]],
    ['rejects both where the first is known only at its end', [[], [2], [2, 3], [3], []], { edge: 'up' }, []],
    [
      'takes the first of two where the profile says so',
      [[], [2], [2, 3], [3], []],
      { edge: 'up', multiKey: 'first' },
      [2],
    ],
    ['cannot tell which of two was first', [[], [2, 3], [3], []], { multiKey: 'first' }, []],
    [
      'cannot tell which of two was first on the way up either',
      [[], [2, 3], [3], []],
      { edge: 'up', multiKey: 'first' },
      [],
    ],
    ['hears another as soon as the first is up', [[], [2], [3], []], {}, [2, 3]],
    ['hears both of two quick presses on the way up', [[], [2], [3], []], { edge: 'up' }, [2, 3]],
    ['hears buttons by name', [[], ['F13'], [], ['F14']], {}, ['F13', 'F14']],
    ['hears again only after all are up', [[], [1], [1, 2], [2], [], [2]], {}, [1, 2]],
  ])('%s', (_name, reports, rules, expected) => {
    expect(presses(reports, rules)).toEqual(expected);
  });

  it('takes the bounce of a contact for no press, at either end of it', () => {
    const bouncing = [
      { down: [], at: 0 },
      { down: [4], at: 100 },
      { down: [], at: 103 },
      { down: [4], at: 106 },
      { down: [], at: 5000 },
      { down: [4], at: 5004 },
      { down: [], at: 5008 },
    ];
    expect(presses(bouncing)).toEqual([4]);
    expect(presses(bouncing, { edge: 'up' })).toEqual([4]);
  });

  it('keeps addresses apart, and forgets one of them', () => {
    let states: ButtonStates = new Map();
    const report = (address: number | null, down: readonly Button[], at: number) => {
      const tracked = trackButtons(states, { address, down, at }, RULES);
      states = tracked.states;
      return tracked.pressed;
    };
    report(1, [], 0);
    expect(report(2, [5], 1)).toBeNull();
    expect(report(1, [5], 2)).toBe(5);
    expect(anyDown(states)).toBe(true);
    states = forgetAddress(states, 1);
    expect(report(1, [6], 3)).toBeNull();
    expect(report(1, [], 4)).toBeNull();
    expect(anyDown(states)).toBe(true);
    expect(report(2, [], 5)).toBeNull();
    expect(anyDown(states)).toBe(false);
  });

  it('calls a button down that bounced', () => {
    let states: ButtonStates = new Map();
    for (const [at, down] of [[], [4], [], [4]].entries()) {
      ({ states } = trackButtons(states, { address: 1, down, at }, RULES));
    }
    expect(anyDown(states)).toBe(true);
  });

  it('never reports more presses of a button than it went down, and at most one per report', () => {
    const states = fc.array(fc.uniqueArray(fc.nat(4), { maxLength: 3 }), { maxLength: 40 });
    const rules = fc.record({
      edge: fc.constantFrom('down' as const, 'up' as const),
      multiKey: fc.constantFrom('reject' as const, 'first' as const),
    });
    fc.assert(
      fc.property(states, rules, (reports, chosen) => {
        const pressed = presses(reports, chosen);
        for (const button of [0, 1, 2, 3, 4]) {
          const falls = reports.filter(
            (down, index) => index > 0 && down.includes(button) && !reports[index - 1]?.includes(button),
          ).length;
          expect(pressed.filter((each) => each === button).length).toBeLessThanOrEqual(falls);
        }
        expect(pressed.length).toBeLessThan(Math.max(1, reports.length));
      }),
    );
  });
});
