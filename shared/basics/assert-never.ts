/** Makes a `switch` exhaustive at compile time; throws if untyped data reaches it at run time. */
export function assertNever(value: never): never {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`);
}
