/** Pages on which digits are levels, or are typed. */
const OWN_DIGITS = new Set(['invitation', 'kiosk-number', 'staff', 'service']);

/** 5 stands where reading begins and 1 where it ends, as the levels do. */
const STEPS: Readonly<Record<string, 1 | -1>> = { '5': -1, '4': -1, '2': 1, '1': 1 };

/**
 * What a key of a pad with five of them moves, where it is no level: the focus, back or onwards.
 * @param covered a sheet lies over the page
 */
export function fiveKeyStep(key: string, page: string, covered: boolean): 1 | -1 | null {
  return OWN_DIGITS.has(page) && !covered ? null : (STEPS[key] ?? null);
}
