import type { Theme } from '@mingjing/shared/domain/display.ts';
import { createContext, useContext, useInsertionEffect, useLayoutEffect, useMemo, useState } from 'react';
import { type Panel, panelOf, panelProperties, type Sizing } from './panel.ts';
import { themeProperties } from './theme-properties.ts';

export const PanelContext = createContext<Panel | null>(null);

/** The panel that the page is drawn on. */
export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (panel === null) throw new Error('usePanel outside of the app');
  return panel;
}

/** Follows window, ppi and display, and keeps the custom properties on the root element in step. */
export function usePanelProperties(ppi: number, { theme, elder, large, low, technician }: Sizing): Panel {
  const [window, setWindow] = useState(windowFacts);
  useLayoutEffect(() => {
    const follow = () => setWindow(windowFacts());
    globalThis.addEventListener('resize', follow);
    return () => globalThis.removeEventListener('resize', follow);
  }, []);
  const panel = useMemo(
    () => panelOf({ ppi, ...window }, { theme, elder, large, low, ...(technician !== undefined && { technician }) }),
    [ppi, window, theme, elder, large, low, technician],
  );
  // Before any layout effect: the parts measure themselves there.
  useInsertionEffect(() => setProperties(panelProperties(panel)), [panel]);
  useInsertionEffect(() => setTheme(theme), [theme]);
  useInsertionEffect(() => {
    document.getElementById('root')?.toggleAttribute('data-low', low || panel.tall);
  }, [low, panel.tall]);
  return panel;
}

/** Gives the page the colours of a theme. */
export function setTheme(theme: Theme): void {
  setProperties(themeProperties(theme));
  document.documentElement.dataset.theme = theme;
}

function windowFacts() {
  return { width: globalThis.innerWidth, height: globalThis.innerHeight, density: globalThis.devicePixelRatio || 1 };
}

function setProperties(properties: Record<string, string>): void {
  for (const [name, value] of Object.entries(properties)) document.documentElement.style.setProperty(name, value);
}
