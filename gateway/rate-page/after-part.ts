import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { FollowUpOutcome, GatewayStore } from '../store/gateway-store.ts';
import { StoreError } from '../store/store-error.ts';
import { afterPage, type ContactStanding } from './after-page.ts';
import type { Page } from './notice-page.ts';
import { followUpIdOf, mintAfterTicket } from './page-ticket.ts';
import { CONTACT_MAX, readReplyContact } from './reply-contact.ts';
import { chosenIn, type Submission } from './submission.ts';
import type { Notice } from './texts/page-texts.ts';
import type { Visit } from './visit.ts';

const DAY_MS = 24 * 3600_000;

export type AfterStore = Pick<
  GatewayStore,
  'findRatedService' | 'submitFollowUp' | 'hasReplyContact' | 'keepReplyContact' | 'forgetReplyContact'
>;

export interface AfterOptions {
  readonly store: AfterStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly ticketKey: Uint8Array;
  readonly followUpDays: number;
  /** A 追评 was taken and may be due for the city. */
  readonly onRated: (settled: readonly []) => void;
  /** The store could not take what was sent. */
  readonly onNotKept: (error: StoreError) => void;
}

type Complete = Extract<Submission, { kind: 'complete' }>;

const NOTICE_OF_OUTCOME: Readonly<Record<FollowUpOutcome, Notice>> = {
  accepted: 'followed',
  repeated: 'followed',
  later: 'followed-before',
  unrated: 'follow-up-over',
};

/** What may follow a rating: the one 追评, and a contact for the reply. */
export function createAfterPart({ store, clock, ticketKey, followUpDays, onRated, onNotKept }: AfterOptions) {
  /** The rating that this visit may follow: its own, or with the receipt in hand the one of its service, while the time lasts. */
  function ratingFor({ place, ticket }: Visit) {
    const service = store.findRatedService(place.terminal.deviceId, place.qr.handle);
    if (service === undefined || isOver(service.ratedAt)) return undefined;
    // The code of a screen can be seen by whoever stands there, and its page sent as a mere duplicate.
    const isOwn = ticket.kind === 'after' && ticket.ratingId === service.ratingId;
    return isOwn || place.kind === 'receipt' ? service : undefined;
  }

  /** Whether a 追评 may be given now: one a service. */
  const mayFollowUp = (visit: Visit) => ratingFor(visit)?.followedUp === false;

  const isOver = (ratedAt: number) => clock.now() - ratedAt > followUpDays * DAY_MS;

  function contactOf({ ticket }: Visit): ContactStanding {
    if (ticket.kind !== 'after') return 'none';
    return store.hasReplyContact(ticket.ratingId) ? 'kept' : 'offered';
  }

  function page(visit: Visit, notice: Notice, contact: ContactStanding, typed = ''): Page {
    const { place, language, ticketText: ticket } = visit;
    return afterPage({ notice, token: place.token, ticket, language, mayFollowUp: mayFollowUp(visit), contact, typed });
  }

  /** Whether it is done; false where the store cannot do it now. */
  async function isDone(deed: Promise<void>): Promise<boolean> {
    try {
      await deed;
      return true;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      onNotKept(error);
      return false;
    }
  }

  const again = (visit: Visit, notice: Notice) => page(visit, notice, contactOf(visit));

  /** The answer to something sent: from here on the page goes by the ticket of whoever sent something. */
  function sent(visit: Visit, notice: Notice): Page {
    if (visit.ticket.kind === 'after') return again(visit, notice);
    const now = clock.now();
    const ticketText = mintAfterTicket(visit.ticket.ratingId, visit.place.qr, now, ticketKey);
    return again({ ...visit, ticketText, ticket: { ...visit.ticket, kind: 'after', openedAt: now } }, notice);
  }

  return {
    mayFollowUp,
    again,
    sent,

    /** Takes the 追评. The same page sent again is the same one. */
    async followUp(visit: Visit, submission: Complete): Promise<Page> {
      const { place, ticket } = visit;
      const { deviceId } = place.terminal;
      if (ratingFor(visit) === undefined) return again(visit, 'follow-up-over');
      const outcome = await store.submitFollowUp({
        followUpId: followUpIdOf(ticket.ratingId, ticketKey),
        deviceId,
        qrHandle: place.qr.handle,
        ...chosenIn(submission),
        submittedAt: clock.now(),
      });
      if (outcome === 'accepted') onRated([]);
      const isOnFile = outcome === 'accepted' || outcome === 'repeated';
      return isOnFile ? sent(visit, NOTICE_OF_OUTCOME[outcome]) : again(visit, NOTICE_OF_OUTCOME[outcome]);
    },

    /** Keeps how the citizen can be answered. What cannot be kept comes back in its field. */
    async leaveContact(visit: Visit, text: unknown): Promise<Page> {
      const contact = readReplyContact(text);
      const typed = typeof text === 'string' ? text.slice(0, CONTACT_MAX) : '';
      if (contact === undefined) return page(visit, 'rated', 'wrong', typed);
      const { place, ticket } = visit;
      const { deviceId } = place.terminal;
      const left = { ratingId: ticket.ratingId, deviceId, qrHandle: place.qr.handle, contact };
      const isKept = await isDone(store.keepReplyContact(left));
      return isKept ? page(visit, 'rated', 'kept') : page(visit, 'rated', 'not-kept', typed);
    },

    async forgetContact(visit: Visit): Promise<Page> {
      const isForgotten = await isDone(store.forgetReplyContact(visit.ticket.ratingId));
      return page(visit, 'rated', isForgotten ? 'forgotten' : 'not-forgotten');
    },
  };
}
