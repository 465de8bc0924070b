import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toneWav, writePack } from '@mingjing/test/support/voice-pack.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalServer } from '../runtime/local-server.ts';
import { loadVoicePack } from '../runtime/voice-pack.ts';
import { createClipReader } from './clip-reader.ts';

let server: Awaited<ReturnType<typeof startLocalServer>>;
let root: string;
let url: string | undefined;
const read = createClipReader({ localUrl: () => url, fetch });

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'clip-reader-'));
  mkdirSync(join(root, 'screens'));
  const pack = loadVoicePack(writePack(join(root, 'pack')));
  if (!pack.ok) throw new Error(pack.error.problem);
  // The size is looked at again where it is read: the file may have grown since.
  writeFileSync(join(root, 'pack/zh-CN/undo.wav'), toneWav(20));
  server = await startLocalServer({
    ...{ port: 0, screensDir: join(root, 'screens'), voice: pack.value, log: () => {} },
    api: async () => {},
    screenUpgrade: (_request, socket) => socket.destroy(),
  });
  url = server.url;
});
afterAll(async () => {
  await server.stop();
  rmSync(root, { recursive: true });
});

describe('clips under Electron', () => {
  it('come from the runtime', async () => {
    expect(Buffer.from(await read('voice/zh-CN/invite.wav')).equals(toneWav(0.2))).toBe(true);
  });

  it.each([
    ['that the pack does not name', 'voice/zh-CN/none.wav'],
    ['that have grown', 'voice/zh-CN/undo.wav'],
  ])('%s are refused', async (_case, name) => {
    await expect(read(name)).rejects.toThrow(/no clip/);
  });

  it('are refused while there is no runtime', async () => {
    url = undefined;
    await expect(read('voice/zh-CN/invite.wav')).rejects.toThrow(/no runtime/);
    url = server.url;
  });
});
