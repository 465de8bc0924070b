import canonicalize from 'canonicalize';

/** A value that JSON can carry without loss. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * The one canonical text of a value (RFC 8785, JCS), so that equal values have equal hashes on every machine.
 * @throws when the value holds something JSON cannot carry (undefined at the top, NaN, a function)
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('canonical JSON: the value is not representable');
  return text;
}
