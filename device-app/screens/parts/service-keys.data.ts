const capitals = (keys: readonly string[]) => keys.map((key) => key.toUpperCase());

const DIGITS = [...'1234567890'];
const UPPER = [...'qwertyuiop'];
const MIDDLE = [...'asdfghjkl'];
const LOWER = [...'zxcvbnm'];

/** What is typed at the service pages, each with the keys that it needs: four rows of ten. Codes are taken, and shown, in capitals. */
export const SERVICE_KEYS = {
  address: [DIGITS, UPPER, [...MIDDLE, ':'], [...LOWER, '.', '/', '-']],
  code: [DIGITS, capitals(UPPER), [...capitals(MIDDLE), '_'], [...capitals(LOWER), '.', '/', '-']],
} as const satisfies Record<string, readonly (readonly string[])[]>;
export type TypedField = keyof typeof SERVICE_KEYS;

/** Longest of each, as the contract has it. */
export const LONGEST = { address: 200, code: 64 } as const satisfies Record<TypedField, number>;
