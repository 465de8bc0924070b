import { rmSync } from 'node:fs';
import type { Result } from '@mingjing/shared/basics/result.ts';
import { type WindowBoard, windowBoardSchema } from '@mingjing/shared/domain/window-board.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { PrivateFileProblem } from '../store/private-file.ts';
import { readPrivateJson, writePrivateJson } from '../store/private-json.ts';

/** Holds what the window announces: what was last sent to it, else what its settings say. Survives a restart. */
export interface BoardFile {
  read(): WindowBoard;
  write(board: WindowBoard): Result<void, PrivateFileProblem>;
  reset(): void;
}

export function createBoardFile(options: {
  readonly path: string;
  readonly fromSettings: WindowBoard;
  readonly log: EventLog;
}): BoardFile {
  const { path, fromSettings, log } = options;
  const file = readPrivateJson(path, windowBoardSchema);
  if (!file.ok) log('board.unreadable', { reason: file.error.message });
  let sent = file.ok ? file.value : null;

  return {
    read: () => sent ?? fromSettings,
    write(board) {
      const written = writePrivateJson(path, board);
      if (!written.ok) return written;
      sent = board;
      log('board.changed', { notices: board.notices.length, guide: board.guide.length });
      return written;
    },
    reset() {
      rmSync(path, { force: true });
      sent = null;
      log('board.changed', { notices: fromSettings.notices.length, guide: fromSettings.guide.length });
    },
  };
}
