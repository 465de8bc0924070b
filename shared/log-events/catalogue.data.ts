/** How loudly an event is logged. */
export type EventLevel = 'debug' | 'info' | 'warn' | 'error';

export interface EventDefinition {
  readonly level: EventLevel;
  /** One line for whoever reads the log. */
  readonly message: string;
  /** What it means and what to do; goes into docs/log-events.md. */
  readonly help: string;
}

/**
 * Every event either program can log, by id. No event carries a level of a rating, a name, a number of a person or a token.
 * `npm run docs` writes docs/log-events.md from this table; a test fails when the document is stale.
 */
export const LOG_EVENTS = {
  'runtime.ready': { level: 'info', message: 'the terminal is ready for a rating', help: 'Start-up finished; `ms` is how long it took.' },
  'runtime.stopping': { level: 'info', message: 'the terminal is stopping', help: 'Asked to stop; nothing to do.' },
  'runtime.settings-invalid': {
    level: 'error',
    message: 'the terminal cannot start with these settings',
    help: 'Correct what `field` and `problem` name; the program exits with code 40.',
  },
  'store.opened': { level: 'info', message: 'the local log is open', help: 'Journal mode and sync level are in the data.' },
  'store.epoch-begun': {
    level: 'warn',
    message: 'a new epoch of the log began',
    help: '`reason` says why: first-start, damaged, conflict, identity-changed. Unsent records were carried over (`salvaged`).',
  },
  'store.suspect': {
    level: 'error',
    message: 'the local database cannot be trusted any more: it is closed and checked',
    help: 'Repaired without a human; the lines after say how. Check the disk.',
  },
  'store.damaged': {
    level: 'error',
    message: 'the local database was damaged and set aside',
    help: 'The old file is kept beside the new one. Check the disk.',
  },
  'store.unavailable': {
    level: 'error',
    message: 'the local database cannot be opened',
    help: '`reason` names the file and the cure. The terminal shows its fault screen and keeps trying.',
  },
  'store.full': { level: 'error', message: 'the disk is full: ratings cannot be kept', help: 'The terminal shows its fault screen until space is free.' },
  'store.recovered': {
    level: 'info',
    message: 'the local log accepts records again',
    help: 'Space was freed, or the database opened or repaired; nothing to do.',
  },
  'pad.connected': { level: 'info', message: 'a pad is connected', help: 'The profile and port are in the data.' },
  'pad.disconnected': { level: 'warn', message: 'a pad is gone', help: 'Check the cable. The screen stays usable.' },
  'pad.open-failed': {
    level: 'warn',
    message: 'a pad port could not be opened',
    help: '`reason` names the cause, `holder` the program that holds the port where known.',
  },
  'profile.invalid': {
    level: 'error',
    message: 'a hardware profile is invalid and was left out',
    help: '`file` and `line` say where, `field` and `problem` what; `npm run profiles -- lint` shows all. A device that needs it says so in its status.',
  },
  'pad.bad-frame': {
    level: 'debug',
    message: 'bytes from a pad were not a valid frame',
    help: 'Counted in health; many of them mean a wrong profile or a bad line.',
  },
  'pad.peer-refused': {
    level: 'warn',
    message: 'somebody who may not was turned away from the address of a network evaluator',
    help: '`peer` dialled `address`; `why` says what it lacks. If it is the evaluator, add its address to "peers" of the device in the settings. Each peer is named once.',
  },
  'pad.stray-press': { level: 'debug', message: 'a press outside an open session was ignored', help: 'Counted in health; never a rating.' },
  'session.opened': { level: 'info', message: 'a service session is open', help: 'By whom is in the data.' },
  'session.closed': { level: 'info', message: 'a service session is closed', help: 'The outcome is in the data, never the level.' },
  'self-test.passed': {
    level: 'info',
    message: 'all five levels could be given at this terminal',
    help: 'The daily self-test. `acknowledged`: yes, alone (no gateway), or not-yet: the records go to the gateway with the next connection.',
  },
  'self-test.failed': {
    level: 'error',
    message: 'not every level can be given at this terminal',
    help: '`problems`: missing, covered, off-glass, too-small, unequal (a tile on the screen), no-answer (the screen did not press it in time), not-kept (the log), not-acknowledged (the gateway). The service page shows at which tile. Run the test again there once it is mended.',
  },
  'self-test.given-way': {
    level: 'info',
    message: 'the self-test gave way to somebody at the terminal',
    help: 'Nothing of it was kept. It is run again in the next quiet moment.',
  },
  'self-test.forgotten': {
    level: 'warn',
    message: 'the result of the self-test cannot be remembered',
    help: '`reason` names the file and the cure. The test is run again; nothing else suffers.',
  },
  'session.unreadable': {
    level: 'error',
    message: 'the session that was open cannot be read and is given up',
    help: '`field` names what is wrong with it. Written by another version? Its rating, if confirmed, is safe; the gateway hears of it.',
  },
  'scan.looked-up': {
    level: 'info',
    message: 'a scanned receipt or code was looked up',
    help: '`answer` says what the gateway made of it; offline: it could not be asked. What was scanned is not logged.',
  },
  'receipt.printed': { level: 'info', message: 'a receipt was printed', help: 'Asked for by the window PC, or printed as `receipts` of the settings says.' },
  'receipt.failed': {
    level: 'warn',
    message: 'a receipt could not be printed',
    help: '`reason` says why: unknown-session, no-printer, not-connected, paper-out, busy or failed. Look at the printer, then at the diagnostics page.',
  },
  'enrolment.done': { level: 'info', message: 'the terminal is enrolled', help: 'Nothing to do.' },
  'enrolment.failed': {
    level: 'warn',
    message: 'the terminal could not be enrolled',
    help: '`reason` says why. A refused code must be replaced; an unreachable gateway is tried again.',
  },
  'sync.connected': { level: 'info', message: 'connected to the gateway', help: 'Nothing to do.' },
  'sync.disconnected': { level: 'info', message: 'the gateway is out of reach', help: 'Ratings are kept and sent later.' },
  'sync.refused': {
    level: 'warn',
    message: 'the gateway refused the connection',
    help: '`reason` says why; a wrong clock corrects itself, an unknown terminal must be enrolled.',
  },
  'sync.conflict': {
    level: 'error',
    message: 'the gateway holds another log under our numbers',
    help: 'A cloned disk: find the second terminal and enrol it anew.',
  },
  'sync.upload-refused': {
    level: 'error',
    message: 'the gateway does not take our records',
    help: 'Nothing is lost and it is tried again; `reason` chain means that hash chain or signature did not hold. See the log of the gateway.',
  },
  'sync.gap': { level: 'warn', message: 'the gateway asked for earlier records', help: 'Corrects itself.' },
  'local-api.refused': { level: 'warn', message: 'a call of the local API was refused', help: 'Wrong token, size or rate.' },
  'local-api.failed': {
    level: 'error',
    message: 'a call of the local API failed unexpectedly',
    help: 'A defect: send the log to support.',
  },
  'screen.connected': { level: 'info', message: 'the screen is connected', help: 'Nothing to do.' },
  'screen.disconnected': { level: 'warn', message: 'the screen is gone', help: 'The shell restarts it.' },
  'shell.started': { level: 'info', message: 'the shell is starting the terminal', help: '`shell` says which one: electron or kiosk-browser.' },
  'shell.screen-started': { level: 'info', message: 'a screen of the ready runtime was started', help: 'Nothing to do.' },
  'shell.part-died': {
    level: 'warn',
    message: 'a part of the terminal died and is started again',
    help: '`part` and `reason` say which and how; corrects itself. Frequent ones: look at the lines before.',
  },
  'shell.part-gave-up': {
    level: 'error',
    message: 'a part keeps dying; starting it again does not help',
    help: 'The shell is started anew, then the machine is rebooted once. If it stays so, look at the lines before.',
  },
  'shell.white-screen': {
    level: 'error',
    message: 'no frame was painted for too long; the screen is started anew',
    help: 'Corrects itself. Frequent ones: check graphics driver and memory.',
  },
  'shell.screen-hung': {
    level: 'error',
    message: 'the screen did not answer and is started anew',
    help: 'Corrects itself. `stack` is where its script stood, where known.',
  },
  'shell.gpu-unstable': {
    level: 'warn',
    message: 'the graphics process died repeatedly; the next start draws without it',
    help: 'Update the graphics driver. The terminal works, only slower.',
  },
  'shell.bad-line': {
    level: 'warn',
    message: 'the runtime said something the shell does not understand',
    help: 'Runtime and shell are of different versions: install both anew.',
  },
  'shell.blocked': {
    level: 'warn',
    message: 'the window tried something that is locked',
    help: '`what` names the lock: navigation, window, request, permission, download. Many of them: someone is trying.',
  },
  'shell.crashed': { level: 'error', message: 'the shell met a defect of its own', help: 'It is started anew. Send the log to support.' },
  'shell.second-instance': { level: 'info', message: 'a second start was refused; the terminal already runs', help: 'Nothing to do.' },
  'shell.settings-invalid': {
    level: 'error',
    message: 'the shell cannot start as it was called',
    help: 'Correct what `problem` names; the program exits with code 40.',
  },
  'shell.stopping': { level: 'info', message: 'the shell is stopping', help: '`exitCode` says why: 0 asked, 10 relaunch, 20 reboot, 30 update, 40 settings.' },
  'gateway.ready': { level: 'info', message: 'the gateway is listening', help: 'Nothing to do.' },
  'gateway.stopping': { level: 'info', message: 'the gateway is stopping', help: 'Asked to stop; nothing to do.' },
  'gateway.settings-invalid': { level: 'error', message: 'the settings are invalid', help: 'Correct the field named in `field`.' },
  'terminal.connected': { level: 'info', message: 'a terminal is connected', help: 'Nothing to do.' },
  'terminal.disconnected': { level: 'info', message: 'a terminal is gone', help: 'The close code is in the data.' },
  'terminal.replaced': {
    level: 'warn',
    message: 'a newer connection of the same terminal took over',
    help: 'Often means that two machines share one key when the addresses differ.',
  },
  'terminal.refused': {
    level: 'warn',
    message: 'a terminal was refused at the door',
    help: '`reason` names the filter; one line a minute for each, `folded` counts those held back.',
  },
  'session.searched': {
    level: 'debug',
    message: 'a terminal asked for the service of a receipt',
    help: '`by` says whether it scanned a code or a number, `state` what it was told; the number itself is never logged.',
  },
  'kiosk.catalogue-fetched': {
    level: 'info',
    message: 'the kiosk has another catalogue of halls, windows and matters',
    help: 'The gateway sent it; it is kept for times without the gateway.',
  },
  'kiosk.catalogue-set': {
    level: 'info',
    message: 'another catalogue of halls, windows and matters is in force',
    help: '`by` is the business system that set it. Kiosks fetch it within ten minutes.',
  },
  'session.search-refused': {
    level: 'warn',
    message: 'a terminal searches for services too often',
    help: 'More than a queue of citizens can: a scanner that repeats itself, or someone trying numbers. One line a minute.',
  },
  'terminal.enrolled': { level: 'info', message: 'a terminal was enrolled', help: 'Nothing to do.' },
  'terminal.self-test-overdue': {
    level: 'error',
    message: 'a terminal has not proven its five levels for more than 26 hours',
    help: 'No citizen can be sure to be heard there. Is it switched off, covered, or without its screen? Its service page shows what the last self-test found. Said once; `terminal.self-test-recovered` follows.',
  },
  'terminal.self-test-recovered': {
    level: 'info',
    message: 'a terminal has proven its five levels again',
    help: 'Follows each `terminal.self-test-overdue` once.',
  },
  'terminal.self-tests-not-kept': {
    level: 'error',
    message: 'what terminals told of their self-tests could not be written down',
    help: '`error` says why: free disk space. It is tried again every minute; until then a restart forgets it.',
  },
  'ingest.conflict': {
    level: 'error',
    message: 'records differ from those already held and were set aside',
    help: 'A cloned disk or a changed log: see the quarantine.',
  },
  'ingest.chain-broken': { level: 'error', message: 'a batch does not fit its chain or signature', help: 'Nothing was taken; the terminal tries again.' },
  'http.request': { level: 'debug', message: 'a request was answered', help: 'The route is a pattern: addresses, tokens and queries are never logged.' },
  'http.failed': {
    level: 'error',
    message: 'a request ended in an unexpected error',
    help: '`reference` is what the caller was told; `at` is the place in the program.',
  },
  'http.refused': {
    level: 'warn',
    message: 'a request was refused',
    help: '`reason` says why: caller-key, enrolment-code, rate-limit; one line a minute for each, `folded` counts those held back.',
  },
  'board.changed': { level: 'info', message: 'the window announces something else', help: 'Sent to the local API, or taken back; counts in the data.' },
  'board.unreadable': {
    level: 'warn',
    message: 'what the window announces cannot be read',
    help: '`reason` names the file, the field and the cure. Until then the settings are shown.',
  },
  'staff.provisioned': { level: 'info', message: 'the window has another staff list', help: '`count` is how many may sign in. Also in the ledger.' },
  'staff.unreadable': {
    level: 'warn',
    message: 'the staff list or who is signed in cannot be read',
    help: '`reason` names the file, the field and the cure. Until then nobody of it is known.',
  },
  'staff.not-kept': {
    level: 'warn',
    message: 'who is signed in could not be written down',
    help: 'Holds until the next start; `reason` names the file and the cure.',
  },
  'staff.signed-in': { level: 'info', message: 'staff signed in at the window', help: '`by` is pin or card. Who it was is in the ledger only.' },
  'staff.signed-out': {
    level: 'info',
    message: 'staff signed out at the window',
    help: '`reason` is self, replaced, closing (after closing time) or removed (from the list). Who it was is in the ledger only.',
  },
  'staff.locked-out': {
    level: 'warn',
    message: 'too many wrong tries to sign in: no more are taken for a while',
    help: 'The wait doubles with each further try, up to 15 minutes. Repeated at one window: somebody guesses.',
  },
  'service.opened': { level: 'info', message: 'a technician opened the service pages', help: 'With the service PIN. Also in the ledger.' },
  'service.pin-set': {
    level: 'info',
    message: 'the service PIN was chosen',
    help: 'On the glass; if nobody of yours did, set another: `sudo mingjing-service pin`.',
  },
  'service.set': {
    level: 'info',
    message: 'a technician set something on the glass',
    help: '`what` says what; it lies in setup.json of the data folder and goes before the settings file. Also in the ledger.',
  },
  'service.not-kept': {
    level: 'warn',
    message: 'what was done at the service pages could not be written down',
    help: '`what` is setup, pin or tries; `reason` names the file and the cure.',
  },
  'service.setup-unreadable': {
    level: 'error',
    message: 'what a technician set on the glass cannot be read and is left out',
    help: '`reason` names the file, the field and the cure. The settings file holds alone until then.',
  },
  'service.pin-unreadable': {
    level: 'error',
    message: 'the service PIN or its wrong tries cannot be read',
    help: '`reason` names the file and the cure. The service pages stay shut until then; `sudo mingjing-service pin` sets a new PIN. Tries that cannot be read count as the longest wait.',
  },
  'service.locked-out': {
    level: 'warn',
    message: 'too many wrong tries of the service PIN: no more are taken for a while',
    help: 'The wait doubles with each further try, up to 15 minutes, and begins anew with a restart.',
  },
  'voice.pack-ready': {
    level: 'info',
    message: 'the clip pack is ready',
    help: '`languages` names those it speaks and how many clips each has; what is missing is a caption only.',
  },
  'voice.pack-unusable': {
    level: 'warn',
    message: 'the clip pack cannot be used: nothing is spoken, all is captioned',
    help: 'Correct what `field` and `problem` name and restart; `npm run voice -- check FOLDER` names everything that is wrong.',
  },
  'forward.delivered': { level: 'debug', message: 'the city system took a record', help: 'Nothing to do.' },
  'forward.retry': { level: 'warn', message: 'the city system did not take a record, trying later', help: 'The cause is in the data.' },
  'forward.dead': {
    level: 'error',
    message: 'the city system rejected a record for good',
    help: '`mingjing-gateway dead` lists them with the raw replies; remove the cause, then `mingjing-gateway revive ID`.',
  },
  'forward.failed': {
    level: 'error',
    message: 'the outcome of a forward could not be kept',
    help: 'Usually a full disk. The record is sent again; the city system knows it by its number.',
  },
  'forward.breaker-open': { level: 'warn', message: 'the city system is failing; forwarding pauses', help: 'Resumes by itself.' },
  'forward.breaker-closed': { level: 'info', message: 'the city system answers again', help: 'Nothing to do.' },
} as const satisfies Record<string, EventDefinition>;

export type LogEventId = keyof typeof LOG_EVENTS;
