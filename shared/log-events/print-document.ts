/** `npm run docs`: prints docs/log-events.md. */
import { logEventsDocument } from './document.ts';

process.stdout.write(logEventsDocument());
