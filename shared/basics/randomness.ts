/** Where unpredictable bytes come from (in production `crypto.randomBytes`). */
export type RandomBytes = (length: number) => Uint8Array;
