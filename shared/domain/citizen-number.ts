/** 公民身份号码: 6 digits of the place, 8 of the birthday, 3 of the order, 1 check character. */
const FORM = /^\d{6}((?:18|19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}([\dXx])$/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/**
 * Whether a text is a citizen's identity number by form, birthday and check character (GB 11643-1999 §4: ISO 7064 MOD 11-2). Such a text
 * is never kept or sent, whatever it was typed or scanned for (P6).
 */
export function isCitizenNumber(text: string): boolean {
  const check = FORM.exec(text)?.[4]?.toUpperCase();
  if (check === undefined) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return CHECK_CHARACTERS[sum % 11] === check;
}
