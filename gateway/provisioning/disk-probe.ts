import { open, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Below this the disk counts as full: the ledger and its log need room to finish what they began. Bytes. */
export const DISK_RESERVE_BYTES = 64 * 1024 * 1024;

/**
 * Checks that the data folder takes durable writes and has room.
 * @throws when it does not
 */
export async function probeDisk(dataDir: string): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < DISK_RESERVE_BYTES) throw new Error('the disk is almost full');
  const file = join(dataDir, `.probe-${process.pid}`);
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.write('mingjing');
    await handle.sync();
  } finally {
    await handle.close();
    await unlink(file);
  }
}
