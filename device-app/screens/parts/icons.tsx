/** Line drawings in a box of 24 × 24, in the colour of the text around them. */
const ICONS = {
  globe: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18',
  elder:
    'M10 3.2a2.3 2.3 0 1 0 0 4.6a2.3 2.3 0 1 0 0-4.6M10 8.2C7 9.5 6.6 13 6.8 21M10 8.2c2 .8 2.8 3 6 4.3M10.4 14.5V21M16.5 10.8v10.2',
  letters: 'M3 19L8.5 5L14 19M4.9 14.5h7.2M15.5 19l3-8l3 8M16.5 16.4h4',
  voice:
    'M4.5 14v-2a7.5 7.5 0 0 1 15 0v2M4.5 13.5h3v6h-1.5a1.5 1.5 0 0 1-1.5-1.5zM19.5 13.5h-3v6h1.5a1.5 1.5 0 0 0 1.5-1.5z',
  volume0: 'M3.5 9.5h3.5L12 5v14l-5-4.5H3.5zM16 9.5l5 5M21 9.5l-5 5',
  volume1: 'M3.5 9.5h3.5L12 5v14l-5-4.5H3.5zM15 10a3 3 0 0 1 0 4',
  volume2: 'M3.5 9.5h3.5L12 5v14l-5-4.5H3.5zM15 10a3 3 0 0 1 0 4M17.2 7.5a6.2 6.2 0 0 1 0 9',
  volume3: 'M3.5 9.5h3.5L12 5v14l-5-4.5H3.5zM15 10a3 3 0 0 1 0 4M17.2 7.5a6.2 6.2 0 0 1 0 9M19.4 5a9.7 9.7 0 0 1 0 14',
  contrast: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 3v18M12 7h5.6M12 10.3h8.7M12 13.7h8.7M12 17h5.6',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5',
  lower: 'M12 4v11M7.5 11L12 15.5L16.5 11M5 20h14',
  check: 'M5 12.5l4.7 4.7L19.5 7.3',
  back: 'M15 5l-7 7l7 7',
  forth: 'M9 5l7 7l-7 7',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  play: 'M8 5.5l10.5 6.5L8 18.5z',
  person: 'M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8M4.5 20.5a7.5 7.5 0 0 1 15 0',
  phone: 'M7.5 2.5h9a1 1 0 0 1 1 1v17a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-17a1 1 0 0 1 1-1M10.5 18.3h3',
  dash: 'M6 12h12',
  cross: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.2 15.2L20.5 20.5',
  scan: 'M4 8.5V4h4.5M15.5 4H20v4.5M20 15.5V20h-4.5M8.5 20H4v-4.5M4 12h16',
  tray: 'M4 13.5h4.5l1.5 3h4l1.5-3H20M4 13.5V19h16v-5.5M12 3.5V11M8.8 8L12 11.2L15.2 8',
  tool: 'M12 4.5l9 15.5H3zM12 10.5v4M12 17.2v.1',
  offline:
    'M4 4l16 16M2.5 9.5a14 14 0 0 1 4.2-2.7M21.5 9.5a14 14 0 0 0-10-3.9M6 13.2a9 9 0 0 1 4.2-2.3M18 13.2a9 9 0 0 0-2-1.5M9.3 16.6a4.2 4.2 0 0 1 4.3-.7M12 19.8v.1',
  keypad: 'M4 7.5h16v9H4zM8 12v.1M12 12v.1M16 12v.1',
  counter: 'M3 20.5V13h18v7.5M3 16.5h18M6.5 13V4h11v9M9.5 8.5h5',
  erase: 'M9 5.5h11.5v13H9L3 12zM12 9.5l5 5M17 9.5l-5 5',
  link: 'M9.5 14.5l5-5M7.5 11L5 13.5a3.9 3.9 0 0 0 5.5 5.5L13 16.5M11 7.5L13.5 5a3.9 3.9 0 0 1 5.5 5.5L16.5 13',
  panel: 'M3.5 4.5h17v12h-17zM9 20h6M12 16.5V20M7 13l3-3M14 8l3-.1l-.1 3',
  sound: 'M4 9.5v5h3.5l5 4v-13l-5 4zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11',
  stairs: 'M4 19.5h4v-4h4v-4h4v-4h4.5M5 8.5l2.2 2.2L11 6.5',
  pulse: 'M3 12.5h4l2.5-7l4 13l2.5-6h5',
  box: 'M4 8l8-4l8 4v8.5l-8 4l-8-4zM4 8l8 4l8-4M12 12v8.5',
  lock: 'M6 10.5h12v9.5H6zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5M12 14v2.5',
  gear: 'M12 8.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7M12 2.8v3M12 18.2v3M2.8 12h3M18.2 12h3M5.5 5.5l2.1 2.1M16.4 16.4l2.1 2.1M18.5 5.5l-2.1 2.1M7.6 16.4l-2.1 2.1',
  plus: 'M12 5v14M5 12h14',
  circle: 'M12 5a7 7 0 1 0 0 14a7 7 0 1 0 0-14',
  capital: 'M12 4l7 8h-4v7.5H9V12H5z',
  space: 'M4 10v5h16v-5',
} as const;
export type IconName = keyof typeof ICONS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={ICONS[name]} />
    </svg>
  );
}
