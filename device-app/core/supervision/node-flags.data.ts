/**
 * Flags with which the runtime's Node starts, under either shell, by `npm run terminal` and in tests and benches. A young generation of
 * 1 MB keeps an idle terminal below 120 MB; what a rating allocates is small.
 */
export const RUNTIME_NODE_FLAGS: readonly string[] = ['--max-semi-space-size=1'];
