import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import type { QrKind } from '@mingjing/shared/qr/kinds.data.ts';
import { scanState } from '@mingjing/shared/qr/token.ts';
import { type LocatedCode, locateCode } from '../core/locate-code.ts';
import type { GatewayStore, PhoneOutcome, SettledSession, Terminal } from '../store/gateway-store.ts';
import { type FormEntries, type FormView, formPage, NO_ENTRIES } from './form-page.ts';
import { noticePage, type Page } from './notice-page.ts';
import { mintPageTicket, readPageTicket } from './page-ticket.ts';
import { type FormFields, readSubmission } from './submission.ts';
import type { Notice, PageLanguage } from './texts.data.ts';

export interface RatePageOptions {
  readonly store: Pick<
    GatewayStore,
    'findTerminalByShortId' | 'findSessionByHandle' | 'isHandleRated' | 'submitPhoneRating'
  >;
  readonly clock: Pick<Clock, 'now'>;
  readonly randomBytes: RandomBytes;
  readonly ticketKey: Uint8Array;
  /** A rating was taken and is on disk. Must not throw or wait: the citizen's answer goes out first. */
  readonly onRated: (settled: readonly SettledSession[]) => void;
}

interface Place extends LocatedCode<Terminal> {
  readonly token: string;
}

/** The citizen's page: opening it changes nothing, sending it burns the code. Keeps no state of its own. */
export function createRatePage(options: RatePageOptions) {
  const { store, clock, ticketKey } = options;

  function locate(token: string): Place | undefined {
    const code = locateCode(token, store.findTerminalByShortId);
    return code && { ...code, token };
  }

  function form(place: Place, ticket: string, language: PageLanguage, entries: FormEntries): FormView {
    const session = store.findSessionByHandle(place.terminal.deviceId, place.qr.handle);
    const { matterName, staffName, staffNumber, serialNumber } = session?.view ?? {};
    const { windowName } = place.terminal;
    const { token } = place;
    return { token, ticket, language, windowName, matterName, staffName, staffNumber, serialNumber, entries };
  }

  /** The ticket under which the page may be shown now: the one it came with, or a new one while the code is fresh. */
  function admit({ qr, kind }: Place, given: string | undefined): { ticket: string } | { notice: Notice } {
    const now = clock.now();
    if (given !== undefined && readPageTicket(given, qr, now, ticketKey).ok) return { ticket: given };
    const state = scanState(kind, qr, now);
    if (state === 'fresh') return { ticket: mintPageTicket(qr, now, ticketKey, options.randomBytes) };
    return { notice: state === 'expired' ? EXPIRED[kind] : 'clock' };
  }

  /** What to say when the page, though not necessarily the code it was opened with, is too old to be sent. */
  function tooLate({ qr, kind }: Place): Notice {
    return scanState(kind, qr, clock.now()) === 'fresh' ? 'page-expired' : EXPIRED[kind];
  }

  return {
    /** Answers an opened code. @param ticket of a page that is opened again (a reload, the other language) */
    open(token: string, ticket: string | undefined, language: PageLanguage): Page {
      const place = locate(token);
      if (place === undefined) return noticePage('unknown', language);
      const admission = admit(place, ticket);
      if ('notice' in admission) return noticePage(admission.notice, language);
      if (store.isHandleRated(place.terminal.deviceId, place.qr.handle)) return noticePage('rated', language);
      return formPage(form(place, admission.ticket, language, NO_ENTRIES));
    },

    /** Takes a sent form. Resolves once the rating is on disk. */
    async submit(token: string, fields: FormFields, language: PageLanguage): Promise<Page> {
      const place = locate(token);
      if (place === undefined) return noticePage('unknown', language);
      const ticketText = typeof fields.ticket === 'string' ? fields.ticket : '';
      const ticket = readPageTicket(ticketText, place.qr, clock.now(), ticketKey);
      if (!ticket.ok) return noticePage(ticket.error === 'expired' ? tooLate(place) : 'broken', language);
      const submission = readSubmission(fields);
      if (submission.kind === 'malformed') return noticePage('broken', language);
      if (submission.kind === 'incomplete') {
        return formPage({ ...form(place, ticketText, language, submission.entries), problem: submission.problem });
      }
      const { deviceId } = place.terminal;
      const outcome = await store.submitPhoneRating({
        ratingId: ticket.value.ratingId,
        deviceId,
        qrHandle: place.qr.handle,
        level: submission.level,
        channel: 'qr',
        tags: submission.tags,
        text: submission.text,
        catalogueVersion: REASON_CATALOGUE.version,
        submittedAt: clock.now(),
      });
      if (outcome.kind === 'accepted') options.onRated(outcome.settled);
      return noticePage(NOTICE_OF_OUTCOME[outcome.kind], language);
    },
  };
}

/** A code on a screen has a successor there; one on paper has none. */
const EXPIRED: Readonly<Record<QrKind, Notice>> = { screen: 'expired', receipt: 'receipt-expired' };

const NOTICE_OF_OUTCOME: Readonly<Record<PhoneOutcome['kind'], Notice>> = {
  accepted: 'recorded',
  held: 'held',
  duplicate: 'duplicate',
  repeated: 'recorded',
};
