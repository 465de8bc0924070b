/** A value of a profile's map. The key may come off a wire, so what every object inherits, such as `constructor`, is not there. */
export function lookUp<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
