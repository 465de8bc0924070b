import { once } from 'node:events';
import { connect } from 'node:net';
import { cleanUps, listening, OUTER, refused } from '@mingjing/test/support/network-bench.ts';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';

describe('whoever may not dial in', () => {
  it('is turned away as the page of a web site, or for a wrong path, and told once', async () => {
    const bench = await listening('websocket');
    for (let times = 0; times < 2; times += 1) {
      expect(await refused(bench.dial({ origin: 'https://site.example' }))).toMatch(/403/);
      expect(await refused(bench.dial({ path: '/other' }))).toMatch(/404/);
    }
    const page = await fetch(`http://127.0.0.1:${bench.port}/`);
    expect(page.status).toBe(426);
    expect(bench.refusals.map(({ why }) => why)).toEqual([
      'it is a page of a web site, not an evaluator',
      'it asked for another path than / of the profile',
    ]);
    expect(await bench.transport.exists(bench.path)).toBe(false);
  });

  it.skipIf(OUTER === undefined).each(['tcp', 'websocket'] as const)(
    'over %s from another address is turned away, unless the settings name it',
    async (kind) => {
      const strict = await listening(kind, {}, { path: '0.0.0.0:PORT' });
      const outcome =
        kind === 'tcp'
          ? once(connect({ host: OUTER!, port: strict.port }), 'close').then(() => 'closed')
          : refused(once(new WebSocket(`ws://${OUTER}:${strict.port}/`), 'open'));
      expect(await outcome).toMatch(/closed|403/);
      expect(strict.refusals).toEqual([
        { address: strict.path, peer: OUTER, why: expect.stringMatching(/not among the peers/) },
      ]);
      expect(await strict.transport.exists(strict.path)).toBe(false);

      const open = await listening(kind, {}, { path: '0.0.0.0:PORT', peers: [OUTER!] });
      const socket =
        kind === 'tcp' ? connect({ host: OUTER!, port: open.port }) : new WebSocket(`ws://${OUTER}:${open.port}/`);
      await once(socket, kind === 'tcp' ? 'connect' : 'open');
      cleanUps.push(() => ('terminate' in socket ? socket.terminate() : socket.destroy()));
      await open.seen();
      expect(open.refusals).toEqual([]);
    },
  );
});
