import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import type { Page } from '@mingjing/device-app/core/screen/screen-state.ts';
import { useCallback } from 'react';
import type { LocalChoice } from '../state/shown-state.ts';
import { ReceivedAtContext } from '../state/use-countdown.ts';
import type { Sheet } from '../state/use-sheet.ts';
import { useWording } from '../texts/texts.ts';
import { DisplayCorner } from './display-corner.tsx';
import { DisplaySheet } from './display-sheet.tsx';
import { TopBar } from './top-bar.tsx';

export interface DisplayControlProps {
  readonly page: Page;
  readonly sheet: Sheet;
  readonly onChoose: (choice: LocalChoice) => void;
  readonly send: (intent: Intent) => void;
}

/** Everything by which a person changes how the screen is shown to them. */
export function DisplayControl({ page, sheet, onChoose, send }: DisplayControlProps) {
  const { open, setOpen: onOpen } = sheet;
  const close = useCallback(() => onOpen(false), [onOpen]);
  return (
    <>
      {open && (
        <DisplaySheet
          top={<SheetTop page={page} sheet={sheet} send={send} />}
          onLanguage={(language) => onChoose({ language })}
          onDisplay={(display) => onChoose({ display })}
          onClose={close}
        />
      )}
      <DisplayCorner open={open} onOpen={onOpen} onElder={(elder) => onChoose({ display: { elder } })} />
    </>
  );
}

/** The page beneath goes on: what it warns of is to be seen here too, before that the sheet itself closes. */
function SheetTop({ page, sheet, send }: Pick<DisplayControlProps, 'page' | 'sheet' | 'send'>) {
  const { t } = useWording();
  const more = moreTimeOf(page);
  const warning = more !== null && 'warning' in page ? page.warning : null;
  if (warning === null && sheet.warning !== null) {
    return (
      <ReceivedAtContext value={sheet.warning.since}>
        <TopBar title={t('display.title')} warning={sheet.warning.countdown} onMoreTime={sheet.stay} />
      </ReceivedAtContext>
    );
  }
  return <TopBar title={t('display.title')} warning={warning} onMoreTime={() => more !== null && send(more)} />;
}

/** How a citizen asks for more time at a page; null where none runs out. */
function moreTimeOf(page: Page): Intent | null {
  switch (page.kind) {
    case 'invitation':
    case 'reasons':
      return { kind: 'more-time', sessionId: page.sessionId };
    case 'kiosk-start':
    case 'kiosk-scan':
    case 'kiosk-number':
    case 'kiosk-choice':
      return { kind: 'kiosk', input: { act: 'more-time' } };
    default:
      return null;
  }
}
