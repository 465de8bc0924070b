import { LEVEL_COLOURS, ON_LEVEL } from '@mingjing/shared/domain/level-colours.data.ts';
import { createContext, useContext, useLayoutEffect, useMemo, useState } from 'react';
import { type Panel, panelOf, panelProperties } from './panel.ts';
import { COLOURS } from './tokens.ts';

export const PanelContext = createContext<Panel | null>(null);

/** The panel that the page is drawn on. */
export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (panel === null) throw new Error('usePanel outside of the app');
  return panel;
}

/** Follows window and ppi, and keeps the custom properties on the root element in step. */
export function usePanelProperties(ppi: number): Panel {
  const [window, setWindow] = useState(windowFacts);
  useLayoutEffect(() => {
    const follow = () => setWindow(windowFacts());
    globalThis.addEventListener('resize', follow);
    return () => globalThis.removeEventListener('resize', follow);
  }, []);
  const panel = useMemo(() => panelOf({ ppi, ...window }), [ppi, window]);
  useLayoutEffect(() => setProperties(panelProperties(panel)), [panel]);
  return panel;
}

/** Once, at start: the colours do not depend on the panel. */
export function setColourProperties(): void {
  const properties: Record<string, string> = { '--on-level': ON_LEVEL };
  for (const [name, colour] of Object.entries(COLOURS)) properties[`--${kebab(name)}`] = colour;
  for (const [level, colour] of Object.entries(LEVEL_COLOURS)) properties[`--level-${level}`] = colour;
  setProperties(properties);
}

function windowFacts() {
  return { width: globalThis.innerWidth, height: globalThis.innerHeight, density: globalThis.devicePixelRatio || 1 };
}

function setProperties(properties: Record<string, string>): void {
  for (const [name, value] of Object.entries(properties)) document.documentElement.style.setProperty(name, value);
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
