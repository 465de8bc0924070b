import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';

/** Reads a number of the command line. @returns what would be right where it is none between `min` and `max` */
export function readNumber(name: string, text: string, min: number, max: number): Result<number, string> {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number) && number >= min && number <= max) return ok(number);
  return err(`--${name} "${text}" must be a number from ${min} to ${max}`);
}
