/** The keys for a 业务流水号, digits first. Two rows of a low panel hold a group at 15 mm a key. */
export const KEY_GROUPS = [
  { name: '123', keys: [...'1234567890'] },
  { name: 'A–J', keys: [...'ABCDEFGHIJ'] },
  { name: 'K–T', keys: [...'KLMNOPQRST'] },
  { name: 'U–Z', keys: [...'UVWXYZ-/_.'] },
] as const;

/** A tall panel holds all of them. */
export const ALL_KEYS = [
  { name: '123', keys: KEY_GROUPS[0].keys },
  { name: 'A–Z', keys: KEY_GROUPS.slice(1).flatMap(({ keys }) => keys) },
] as const;
