/** The runtime process of a terminal under Electron: a utility process, whose screens come as message ports. */

import { systemClock } from '@mingjing/shared/system/machine.ts';
import { createHeartbeat, PAINTED_EVERY_MS } from './heartbeat.ts';
import { createShellMessages, type ParentPort } from './shell-messages.ts';
import { startFromArguments, stopper } from './start-from-arguments.ts';

const { parentPort } = process as typeof process & { readonly parentPort?: ParentPort };
if (parentPort === undefined) throw new Error('utility-main runs only as an Electron utility process');

const stop = stopper(() => runtime);
const shell = createShellMessages(parentPort, { channel: () => runtime.channel, onStop: stop });
const runtime = await startFromArguments(createHeartbeat(systemClock, (painted) => shell.say({ painted })));
shell.listen();
shell.say({ ready: true, localUrl: runtime.localUrl, paintedEveryMs: PAINTED_EVERY_MS });
