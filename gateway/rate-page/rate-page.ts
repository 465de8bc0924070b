import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import type { Language } from '@mingjing/shared/domain/display.ts';
import type { QrKind } from '@mingjing/shared/qr/kinds.data.ts';
import { scanState } from '@mingjing/shared/qr/token.ts';
import { locateCode } from '../core/locate-code.ts';
import type { GatewayStore, PhoneOutcome, SettledSession } from '../store/gateway-store.ts';
import { StoreError } from '../store/store-error.ts';
import { type AfterStore, createAfterPart } from './after-part.ts';
import { type FormAct, type FormEntries, type FormView, formPage, NO_ENTRIES } from './form-page.ts';
import { noticePage, type Page } from './notice-page.ts';
import { mintPageTicket, type PageTicket, readPageTicket } from './page-ticket.ts';
import { chosenIn, type FormFields, readSubmission, type Submission } from './submission.ts';
import type { FormProblem, Notice } from './texts/page-texts.ts';
import type { Place, Visit } from './visit.ts';

export interface RatePageOptions {
  readonly store: AfterStore &
    Pick<GatewayStore, 'findTerminalByShortId' | 'findSessionByHandle' | 'isHandleRated' | 'submitPhoneRating'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly randomBytes: RandomBytes;
  readonly ticketKey: Uint8Array;
  /** How long after a rating its 追评 is taken; 0 where the policy has none. */
  readonly followUpDays: number;
  /** A rating was taken and is on disk. Must not throw or wait: the citizen's answer goes out first. */
  readonly onRated: (settled: readonly SettledSession[]) => void;
  /** The store could not take what was sent. */
  readonly onNotKept: (error: StoreError) => void;
}

type Admission = { readonly visit: Visit } | { readonly notice: Notice };
type Complete = Extract<Submission, { kind: 'complete' }>;

/** The citizen's page: opening it changes nothing, sending it burns the code. Keeps no state of its own. */
export function createRatePage(options: RatePageOptions) {
  const { store, clock, ticketKey } = options;
  const after = createAfterPart(options);

  function locate(token: string): Place | undefined {
    const code = locateCode(token, store.findTerminalByShortId);
    return code && { ...code, token };
  }

  function form(visit: Visit, act: FormAct, entries: FormEntries, problem?: FormProblem): Page {
    const { place, ticketText: ticket, language } = visit;
    const session = store.findSessionByHandle(place.terminal.deviceId, place.qr.handle);
    // At a kiosk the service was given somewhere else.
    const { windowName = place.terminal.windowName } = session?.view ?? {};
    const view: FormView = { act, token: place.token, ticket, language, windowName, service: session?.view, entries };
    return formPage(problem === undefined ? view : { ...view, problem });
  }

  /** The ticket under which the page may be shown now: the one it came with, or a new one while the code is fresh. */
  function admit(place: Place, given: string | undefined, language: Language): Admission {
    const now = clock.now();
    const held = given === undefined ? undefined : read(given, place);
    if (given !== undefined && held?.ok) return { visit: { place, language, ticketText: given, ticket: held.value } };
    const state = scanState(place.kind, place.qr, now);
    if (state !== 'fresh') return { notice: state === 'expired' ? EXPIRED[place.kind] : 'clock' };
    const ticketText = mintPageTicket(place.qr, now, ticketKey, options.randomBytes);
    const minted = read(ticketText, place);
    return minted.ok ? { visit: { place, language, ticketText, ticket: minted.value } } : { notice: 'failed' };
  }

  const read = (text: string, { qr }: Place) => readPageTicket(text, qr, clock.now(), ticketKey);

  /** What to say when the page, though not necessarily the code it was opened with, is too old to be sent. */
  function tooLate({ qr, kind }: Place): Notice {
    return scanState(kind, qr, clock.now()) === 'fresh' ? 'page-expired' : EXPIRED[kind];
  }

  async function rate(visit: Visit, submission: Complete): Promise<Page> {
    const { place } = visit;
    const outcome = await store.submitPhoneRating({
      ratingId: visit.ticket.ratingId,
      deviceId: place.terminal.deviceId,
      qrHandle: place.qr.handle,
      ...chosenIn(submission),
      submittedAt: clock.now(),
    });
    if (outcome.kind === 'accepted') options.onRated(outcome.settled);
    return after.sent(visit, NOTICE_OF_OUTCOME[outcome.kind]);
  }

  /** Takes a form, or gives it back with all that was entered. */
  async function take(visit: Visit, act: FormAct, fields: FormFields): Promise<Page> {
    const submission = readSubmission(fields);
    if (submission.kind === 'malformed') return noticePage('broken', visit.language);
    if (submission.kind === 'incomplete') return form(visit, act, submission.entries, submission.problem);
    try {
      return await (act === 'rate' ? rate(visit, submission) : after.followUp(visit, submission));
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      options.onNotKept(error);
      const { level, tags, items, text } = submission;
      return form(visit, act, { level, tags: new Set(tags), items: new Set(items), text }, 'notKept');
    }
  }

  async function act(visit: Visit, fields: FormFields): Promise<Page> {
    const { act: wanted = 'rate' } = fields;
    if (!mayAct(wanted, visit.ticket)) return noticePage('broken', visit.language);
    if (wanted === 'contact') return after.leaveContact(visit, fields.contact);
    return wanted === 'forget' ? after.forgetContact(visit) : take(visit, wanted, fields);
  }

  return {
    /**
     * Answers an opened code.
     * @param given ticket of a page that is opened again (a reload, another language, a bookmark)
     * @param wantsMore whether the form of the 追评 is asked for
     */
    open(token: string, given: string | undefined, wantsMore: boolean, language: Language): Page {
      const place = locate(token);
      if (place === undefined) return noticePage('unknown', language);
      const admission = admit(place, given, language);
      if ('notice' in admission) return noticePage(admission.notice, language);
      const { visit } = admission;
      if (store.isHandleRated(place.terminal.deviceId, place.qr.handle)) {
        if (wantsMore && after.mayFollowUp(visit)) return form(visit, 'follow-up', NO_ENTRIES);
        return after.again(visit, 'rated');
      }
      if (visit.ticket.kind === 'after') return noticePage('follow-up-over', language);
      return form(visit, 'rate', NO_ENTRIES);
    },

    /** Takes a sent form: a rating, a 追评, a contact or its deletion. */
    async submit(token: string, fields: FormFields, language: Language): Promise<Page> {
      const place = locate(token);
      if (place === undefined) return noticePage('unknown', language);
      const ticketText = typeof fields.ticket === 'string' ? fields.ticket : '';
      const ticket = read(ticketText, place);
      if (!ticket.ok) return noticePage(ticket.error === 'expired' ? tooLate(place) : 'broken', language);
      return act({ place, language, ticketText, ticket: ticket.value }, fields);
    },
  };
}

/** What each ticket is good for. A rating needs the page it was opened with; a contact belongs to whoever sent something. */
function mayAct(act: unknown, { kind }: PageTicket): act is FormAct | 'contact' | 'forget' {
  if (act === 'rate') return kind === 'page';
  return act === 'follow-up' || (kind === 'after' && (act === 'contact' || act === 'forget'));
}

/** A code on a screen has a successor there; one on paper has none. */
const EXPIRED: Readonly<Record<QrKind, Notice>> = { screen: 'expired', receipt: 'receipt-expired' };

const NOTICE_OF_OUTCOME: Readonly<Record<PhoneOutcome['kind'], Notice>> = {
  accepted: 'recorded',
  held: 'held',
  duplicate: 'duplicate',
  repeated: 'recorded',
};
