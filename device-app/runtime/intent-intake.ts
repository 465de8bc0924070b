import type { RatingId } from '@mingjing/shared/domain/ids.ts';
import type { Intent } from '../core/screen/intent.ts';
import type { SessionInput } from '../core/session/session-input.ts';
import type { KeyboardTransport } from '../pads/adapters/keyboard-transport.ts';
import type { ChoiceLapse } from './choice-lapse.ts';
import type { KioskDesk } from './kiosk-desk.ts';
import type { SelfTest } from './self-test.ts';
import type { ServiceDesk } from './service-desk.ts';
import type { StaffDesk } from './staff-desk.ts';
import type { Voice } from './voice.ts';

/** Where the intents of a screen go: to pads that type, to the technician's desk and the staff's, and all else to the session. */
export function createIntentIntake(targets: {
  /** Comes before all others. */
  readonly selfTest: Pick<SelfTest, 'take'>;
  readonly keyboard: Pick<KeyboardTransport, 'key' | 'releaseAll'>;
  readonly voice: Pick<Voice, 'key'>;
  readonly service: Pick<ServiceDesk, 'input'>;
  readonly staff: StaffDesk;
  /** Null at a window. */
  readonly kiosk: KioskDesk | null;
  /** Null at a kiosk. */
  readonly choices: Pick<ChoiceLapse, 'touched'> | null;
  readonly dispatch: (input: SessionInput) => unknown;
  readonly ratingId: () => RatingId;
}): (intent: Exclude<Intent, { kind: 'painted' }>) => void {
  const { keyboard, service, staff, kiosk, dispatch } = targets;
  return (intent) => {
    if (targets.selfTest.take(intent)) return;
    switch (intent.kind) {
      case 'self-test-saw':
      case 'self-test-touched':
        // Taken above.
        return;
      case 'key':
        keyboard.key(intent);
        targets.voice.key(intent);
        return;
      case 'release-keys':
        keyboard.releaseAll();
        return;
      case 'service':
        service.input(intent.input);
        return;
      case 'open-staff':
        staff.open();
        return;
      case 'stay-at-staff':
        staff.stay();
        return;
      case 'close-staff':
        staff.close();
        return;
      case 'staff-enter':
        staff.enter(intent);
        return;
      case 'staff-card':
        staff.card(intent.card);
        return;
      case 'kiosk':
        kiosk?.input(intent.input);
        return;
      case 'present':
        targets.choices?.touched();
        kiosk?.touched();
        return;
      case 'set-language':
      case 'set-display':
        dispatch(intent);
        kiosk?.touched();
        return;
      case 'press':
        dispatch({ ...intent, ratingId: targets.ratingId() });
        return;
      default:
        dispatch(intent);
    }
  };
}
