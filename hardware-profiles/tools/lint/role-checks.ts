import { ROLES, type Role } from '../../schema/profile.ts';
import { SIGNALS } from '../../schema/signals.ts';
import type { Find, LintCheck, Linted } from './lint-check.ts';

function emits({ profile }: Linted, ...kinds: readonly string[]): boolean {
  return profile.decode.some(({ emit }) => kinds.includes(emit));
}

function checkPad(linted: Linted, find: Find): void {
  const { rating, keys } = linted.profile.keyMap;
  if (!emits(linted, 'rating', 'buttons', 'key')) {
    find.issue(['decode'], 'has no rule that emits "rating", "buttons" or "key", which a pad is for');
  } else if (Object.keys(rating).length === 0 && (emits(linted, 'rating') || Object.keys(keys).length === 0)) {
    find.issue(['keyMap', 'rating'], 'is empty, so that no press would be a rating; write the levels out');
  }
}

/** What a device is for must be in its profile. */
const ROLE_CHECKS: Readonly<Record<Role, (linted: Linted, find: Find) => void>> = {
  pad: checkPad,
  scanner(linted, find) {
    if (!emits(linted, 'scan')) find.issue(['decode'], 'has no rule that emits "scan", which a scanner is for');
  },
  'card-reader'(linted, find) {
    if (!emits(linted, 'presence')) find.issue(['decode'], 'has no rule that emits "presence", which a reader is for');
  },
  light({ profile }, find) {
    if (SIGNALS.some((signal) => Object.hasOwn(profile.outputs, signal))) return;
    find.issue(['outputs'], `has none of ${SIGNALS.join(', ')}, so that the light would stay dark`);
  },
  printer({ profile }, find) {
    if (Object.keys(profile.outputs).length === 0)
      find.issue(['outputs'], 'is empty; a printer needs what to print by');
  },
};

export const checkRole: LintCheck = (linted, find) => {
  const { role, keyMap } = linted.profile;
  ROLE_CHECKS[role](linted, find);
  const others = ROLES.filter((one) => one !== 'pad').join(', ');
  if (role !== 'pad' && (emits(linted, 'rating') || Object.keys(keyMap.rating).length > 0)) {
    find.issue(
      ['role'],
      `is "${role}", but only pads rate; make it "pad" or take the ratings out (${others} have none)`,
    );
  }
};
