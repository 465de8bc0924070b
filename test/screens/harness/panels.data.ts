/** The panels that the screens are proven on: UX §3.3. Sizes in physical pixels. */
export const PANELS = [
  { id: '7in', name: '7" 1024 × 600', width: 1024, height: 600, ppi: 170 },
  { id: '10in', name: '10.1" 1280 × 800', width: 1280, height: 800, ppi: 149 },
  { id: '15in', name: '15.6" full HD', width: 1920, height: 1080, ppi: 141 },
  { id: '21in-portrait', name: '21.5" full HD, upright', width: 1080, height: 1920, ppi: 102 },
  { id: '43in-portrait', name: '43" full HD, upright', width: 1080, height: 1920, ppi: 51 },
  { id: '43in', name: '43" full HD', width: 1920, height: 1080, ppi: 51 },
  { id: '8in', name: '8" 1280 × 800', width: 1280, height: 800, ppi: 189 },
  { id: '10in-low', name: '10.1" 1024 × 600', width: 1024, height: 600, ppi: 118 },
  { id: '10in-fine', name: '10.1" 1920 × 1200', width: 1920, height: 1200, ppi: 224 },
  { id: '21in', name: '21.5" full HD', width: 1920, height: 1080, ppi: 102 },
  { id: '32in', name: '32" full HD', width: 1920, height: 1080, ppi: 69 },
] as const;
export type PanelRow = (typeof PANELS)[number];
