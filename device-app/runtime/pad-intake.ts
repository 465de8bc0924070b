import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import type { RatingId } from '@mingjing/shared/domain/ids.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import type { SessionInput, SessionReply } from '../core/session/session-input.ts';
import type { PadEvent } from '../pads/pad-events.ts';

/** What the devices' events lead to. */
export interface PadIntakeTargets {
  dispatch(input: SessionInput): SessionReply | 'refused';
  ratingId(): RatingId;
  /** A caller's key 评价: staff ask the citizen to rate. */
  requestEvaluation(): SessionReply | 'refused';
  scan(text: string): void;
  /** Whatever a device reports, somebody is there. */
  somebody(): void;
}

/** Takes what pads and peripherals report, and acknowledges it once it is done. */
export function createPadIntake(targets: PadIntakeTargets): (event: PadEvent) => void {
  const press = (level: Level) =>
    targets.dispatch({ kind: 'press', level, source: 'pad', ratingId: targets.ratingId() });
  return (event) => {
    targets.somebody();
    switch (event.kind) {
      case 'rating':
        // Some pads thank the citizen when they are acknowledged: not before the press is on disk (P1).
        if (press(event.level) === 'kept') event.acknowledge();
        return;
      case 'key':
        if (event.key === 'requestEvaluation' && targets.requestEvaluation() === 'refused') return;
        event.acknowledge();
        return;
      case 'scan':
        event.acknowledge();
        targets.scan(event.text);
        return;
      case 'presence':
        // Whose card it is, nobody asks; that the reader works, its diagnostics say.
        event.acknowledge();
        return;
      default:
        assertNever(event);
    }
  };
}
