declare const brand: unique symbol;

/** A string or number that only its own parser may produce, so that two kinds of id cannot be swapped unnoticed. */
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };
