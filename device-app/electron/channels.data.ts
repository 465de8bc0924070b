/** The two messages from the shell to the preload. There are none in the other direction: a page cannot call the shell. */
export const SCREEN_PORT_CHANNEL = 'mingjing:screen-port';
export const RUNTIME_LOST_CHANNEL = 'mingjing:runtime-lost';
