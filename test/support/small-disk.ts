import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system so small that it can be filled. */
export interface SmallDisk {
  readonly dir: string;
  /** Leaves `bytes` free, in a file that {@link free} removes. */
  fill(bytesLeft?: number): void;
  free(): void;
  release(): void;
}

/**
 * Mounts a small tmpfs.
 * @returns undefined where this process may not mount (not root, or a container without the capability)
 */
export function mountSmallDisk(megabytes: number): SmallDisk | undefined {
  const dir = mkdtempSync(join(tmpdir(), 'mingjing-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir], { stdio: 'ignore' });
  } catch {
    rmdirSync(dir);
    return undefined;
  }
  const ballast = join(dir, 'ballast');
  return {
    dir,
    fill(bytesLeft = 0) {
      const { bavail, bsize } = statfsSync(dir);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - bytesLeft)));
    },
    free: () => rmSync(ballast, { force: true }),
    release() {
      execFileSync('umount', ['-l', dir]);
      rmdirSync(dir);
    },
  };
}
