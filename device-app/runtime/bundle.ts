import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { Result } from '@mingjing/shared/basics/result.ts';
import type { RecentEvent } from '../ops/event-ring.ts';
import { type BundleFacts, bundleDocuments } from './bundle-documents.ts';
import {
  type BundleProblem,
  findSticks,
  type KeepOptions,
  keepBundle,
  type MadeBundle,
  packBundle,
} from './bundle-files.ts';
import { readMachine } from './bundle-machine.ts';

const READ_ME = `明镜评价器 诊断包
发给技术支持即可。包内没有评价、姓名、密码、密钥，也没有办事人的任何信息。

Mingjing diagnostics bundle
Send it to technical support. It holds no rating, name, password or key, and nothing of any citizen.

machine.json      本机与软件版本 machine and versions
settings.json     设置（已去除敏感内容）settings, redacted
diagnostics.json  设备与端口 devices and ports
health.json       存储、屏幕、网关 storage, screen, gateway
self-test.json    五级自检 self-test of the five levels
events.json       最近的运行事件 recent events of the log
`;

/** Makes diagnostics bundles of one terminal. */
export interface Bundler {
  /**
   * Makes a bundle, keeps it in `bundles` of the data folder, and puts it on a USB stick where one is plugged in. One at a time: who asks
   * while one is made gets that one.
   */
  make(facts: () => Promise<BundleFacts>): Promise<Result<MadeBundle, BundleProblem>>;
}

export interface BundlerParts {
  readonly dataDir: string;
  /** Name of the database in the data folder. */
  readonly database: string;
  readonly appVersion: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  /** The terminal's number at the gateway; null until it has one. */
  readonly shortId: () => string | null;
  readonly recentEvents: () => readonly RecentEvent[];
  /** Folders of USB sticks; those of this machine unless told otherwise. */
  readonly sticks?: () => readonly string[];
  readonly stickFiles?: KeepOptions['stickFiles'];
}

export function createBundler(parts: BundlerParts): Bundler {
  const { dataDir, clock } = parts;
  const busy = new Set<string>();
  let making: Promise<Result<MadeBundle, BundleProblem>> | null = null;

  async function make(facts: () => Promise<BundleFacts>): Promise<Result<MadeBundle, BundleProblem>> {
    const machine = readMachine(dataDir, parts.database, parts.appVersion);
    const documents = bundleDocuments(await facts(), machine, parts.recentEvents());
    const zip = packBundle({ 'README.txt': READ_ME, ...documents });
    if (!zip.ok) return zip;
    const sticks = (parts.sticks ?? findSticks)();
    return keepBundle({ ...parts, sticks, busy }, nameOf(parts.shortId(), clock.now()), zip.value);
  }

  return {
    make(facts) {
      making ??= make(facts).finally(() => {
        making = null;
      });
      return making;
    },
  };
}

/** `mingjing-diagnostics-T0042-20260102-030405.zip`, in universal time. */
function nameOf(shortId: string | null, at: number): string {
  const device = (shortId ?? '').replace(/[^\w-]/g, '') || 'new';
  const [day, time] = new Date(at).toISOString().replace(/[-:]/g, '').slice(0, 15).split('T');
  return `mingjing-diagnostics-${device}-${day}-${time}.zip`;
}
