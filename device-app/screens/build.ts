/** Builds the screens unless they are built already: `npm run build:screens`. */
import { builtScreens } from './built-screens.ts';

await builtScreens();
