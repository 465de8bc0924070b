/** Pages on which digits are levels. */
const LEVEL_DIGITS = new Set(['invitation']);
/** Pages on which digits are typed, by whoever has ten of them. */
const TYPED_DIGITS = new Set(['kiosk-number', 'staff', 'service']);

/** 5 stands where reading begins and 1 where it ends, as the levels do. */
const STEPS: Readonly<Record<string, 1 | -1>> = { '5': -1, '4': -1, '2': 1, '1': 1 };

/** Keys of pads with five: the levels, those beside them, and those of an audio keypad. */
const OF_FIVE_KEYS = /^(?:[1-5]|Enter|Escape|Home|AudioVolume(?:Up|Down)|F\d+)$/;

/**
 * What a key of a pad with five of them moves, where it is no level: the focus, back or onwards.
 * @param covered a sheet lies over the page
 * @param walking whoever is there came by five keys, see {@link createWalk}
 */
export function fiveKeyStep(key: string, page: string, covered: boolean, walking: boolean): 1 | -1 | null {
  const isTheirs = covered || !(LEVEL_DIGITS.has(page) || (TYPED_DIGITS.has(page) && !walking));
  return isTheirs ? (STEPS[key] ?? null) : null;
}

/** Whether somebody walks from item to item by five keys. */
export interface Walk {
  isOn(): boolean;
  /** A key of five moved the focus. */
  stepped(): void;
  /** A key went down, whatever it does. */
  key(key: string): void;
  /** A finger or a mouse did. */
  touched(): void;
}

/**
 * Who walked to a page by five keys has no others, so there digits go on walking and Enter presses the keys on the glass. A key that such
 * pads do not have, or a touch, says that digits are typed again.
 */
export function createWalk(): Walk {
  let on = false;
  return {
    isOn: () => on,
    stepped() {
      on = true;
    },
    key(key) {
      if (!OF_FIVE_KEYS.test(key)) on = false;
    },
    touched() {
      on = false;
    },
  };
}
