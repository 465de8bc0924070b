import { RE2JS } from 're2js';
import { z } from 'zod';

/** Longest regular expression of a profile, characters. */
const MAX_PATTERN = 200;

/**
 * A regular expression in RE2's language: matched in steps no more than its instructions times the characters of the text, whatever the
 * expression. How many steps a profile may take for one frame is bounded too, see `checks/regex-checks.ts`. Parsed at load time.
 */
export const regexSchema = z
  .string()
  .min(1)
  .max(MAX_PATTERN, { error: `must have at most ${MAX_PATTERN} characters` })
  .transform((text, context): RE2JS => {
    try {
      return RE2JS.compile(text);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : 'not understood';
      context.addIssue({
        code: 'custom',
        message: `is no regular expression of RE2 (no look-around, no back-references): ${why}`,
      });
      return z.NEVER;
    }
  });
