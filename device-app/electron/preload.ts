/** Runs sandboxed in the screens' window, before the page. */
import { contextBridge, ipcRenderer } from 'electron';
import { RUNTIME_LOST_CHANNEL, SCREEN_PORT_CHANNEL } from './channels.data.ts';
import { createScreenBridge } from './screen-bridge.ts';

if (!process.sandboxed) throw new Error('the preload must run in a sandbox');

const bridge = createScreenBridge();
ipcRenderer.on(SCREEN_PORT_CHANNEL, ({ ports: [port] }) => {
  if (port !== undefined) bridge.connect(port);
});
ipcRenderer.on(RUNTIME_LOST_CHANNEL, bridge.disconnect);
contextBridge.exposeInMainWorld('mingjing', bridge.api);
