/** An object that has the given parts and no others: touching anything else throws, where a plain object would give undefined. */
export function strictFake<T extends object>(name: string, parts: Partial<T>): T {
  return new Proxy(parts, {
    get(target, key, receiver) {
      if (!Reflect.has(target, key)) throw new Error(`unscripted: ${name}.${String(key)}`);
      return Reflect.get(target, key, receiver);
    },
  }) as T;
}
