import type { RatingId } from '@mingjing/shared/domain/ids.ts';
import type { Intent } from '../core/screen/intent.ts';
import type { SessionInput } from '../core/session/session-input.ts';
import type { KeyboardTransport } from '../pads/adapters/keyboard-transport.ts';
import type { DiagnosticsDesk } from './diagnostics-desk.ts';

/** Where the intents of a screen go: to pads that type, to the technician's desk, and all else to the session. */
export function createIntentIntake(targets: {
  readonly keyboard: Pick<KeyboardTransport, 'key' | 'releaseAll'>;
  readonly desk: DiagnosticsDesk;
  readonly dispatch: (input: SessionInput) => unknown;
  readonly ratingId: () => RatingId;
}): (intent: Exclude<Intent, { kind: 'painted' }>) => void {
  const { keyboard, desk, dispatch } = targets;
  return (intent) => {
    switch (intent.kind) {
      case 'key':
        keyboard.key(intent);
        return;
      case 'release-keys':
        keyboard.releaseAll();
        return;
      case 'open-diagnostics':
        desk.open();
        return;
      case 'stay-in-diagnostics':
        desk.stay();
        return;
      case 'close-diagnostics':
        desk.close();
        return;
      case 'press':
        dispatch({ ...intent, ratingId: targets.ratingId() });
        return;
      default:
        dispatch(intent);
    }
  };
}
