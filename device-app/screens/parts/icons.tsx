/** Line drawings in a box of 24 × 24, in the colour of the text around them. */
const ICONS = {
  globe: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18',
  elder:
    'M10 3.2a2.3 2.3 0 1 0 0 4.6a2.3 2.3 0 1 0 0-4.6M10 8.2C7 9.5 6.6 13 6.8 21M10 8.2c2 .8 2.8 3 6 4.3M10.4 14.5V21M16.5 10.8v10.2',
  letters: 'M3 19L8.5 5L14 19M4.9 14.5h7.2M15.5 19l3-8l3 8M16.5 16.4h4',
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
