import type { Theme } from '@mingjing/shared/domain/display.ts';
import { THEMES } from './themes.data.ts';

/** Every custom property of a theme. */
export function themeProperties(theme: Theme): Record<string, string> {
  const { colours, levels } = THEMES[theme];
  const properties: Record<string, string> = {};
  for (const [name, colour] of Object.entries(colours)) properties[`--${kebab(name)}`] = colour;
  for (const [level, colour] of Object.entries(levels)) properties[`--level-${level}`] = colour;
  return properties;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
