const { hasOwnProperty: isOwn } = Object.prototype;

/**
 * What the screens use and Chromium 61 lacks, in the extent of that use: measured at a twentieth of what core-js brings for the same. The
 * test of the legacy build names what is missing here. Imported before everything else.
 */
const BUILTINS: readonly (readonly [home: object, methods: Readonly<Record<string, unknown>>])[] = [
  [
    Array.prototype,
    {
      at(this: readonly unknown[], index: number) {
        return this[index < 0 ? this.length + index : index];
      },
      flatMap(this: readonly unknown[], each: (item: unknown, index: number, all: readonly unknown[]) => unknown) {
        return ([] as unknown[]).concat(...this.map((item, index) => each(item, index, this)));
      },
    },
  ],
  [
    Object,
    {
      fromEntries(entries: Iterable<readonly [PropertyKey, unknown]>) {
        const made: Record<PropertyKey, unknown> = {};
        for (const [key, value] of entries) made[key] = value;
        return made;
      },
      hasOwn: (home: object, key: PropertyKey) => isOwn.call(home, key),
    },
  ],
  [
    String.prototype,
    {
      *matchAll(this: string, pattern: RegExp) {
        const own = new RegExp(pattern.source, pattern.flags);
        for (let hit = own.exec(this); hit !== null; hit = own.exec(this)) {
          if (hit[0] === '') own.lastIndex += 1;
          yield hit;
        }
      },
    },
  ],
  [
    Element.prototype,
    {
      toggleAttribute(this: Element, name: string, wanted = !this.hasAttribute(name)) {
        if (wanted) this.setAttribute(name, '');
        else this.removeAttribute(name);
        return wanted;
      },
    },
  ],
  [
    window,
    {
      queueMicrotask(run: () => void) {
        void Promise.resolve().then(run);
      },
    },
  ],
];

for (const [home, methods] of BUILTINS) {
  for (const [name, value] of Object.entries(methods)) {
    if (!(name in home)) Object.defineProperty(home, name, { value, writable: true, configurable: true });
  }
}
