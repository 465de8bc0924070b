import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { FollowUpOutcome, GatewayStore } from '../store/gateway-store.ts';
import { afterPage, type ContactStanding } from './after-page.ts';
import type { Page } from './notice-page.ts';
import { followUpIdOf, mintAfterTicket } from './page-ticket.ts';
import { readReplyContact } from './reply-contact.ts';
import { chosenIn, type Submission } from './submission.ts';
import type { Notice } from './texts/page-texts.ts';
import type { Place, Visit } from './visit.ts';

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
}

type Complete = Extract<Submission, { kind: 'complete' }>;

const NOTICE_OF_OUTCOME: Readonly<Record<FollowUpOutcome, Notice>> = {
  accepted: 'followed',
  repeated: 'followed',
  later: 'followed-before',
  unrated: 'follow-up-over',
};

/** What may follow a rating: the one 追评, and a contact for the reply. */
export function createAfterPart({ store, clock, ticketKey, followUpDays, onRated }: AfterOptions) {
  /** Whether a 追评 may be given now: one a service, while its time lasts. */
  function mayFollowUp({ terminal, qr }: Place): boolean {
    const service = store.findRatedService(terminal.deviceId, qr.handle);
    return service !== undefined && !service.followedUp && !isOver(service.ratedAt);
  }

  const isOver = (ratedAt: number) => clock.now() - ratedAt > followUpDays * DAY_MS;

  function contactOf({ ticket }: Visit): ContactStanding {
    if (ticket.kind !== 'after') return 'none';
    return store.hasReplyContact(ticket.ratingId) ? 'kept' : 'offered';
  }

  function page(visit: Visit, notice: Notice, contact: ContactStanding): Page {
    const { place, language, ticketText: ticket } = visit;
    return afterPage({ notice, token: place.token, ticket, language, mayFollowUp: mayFollowUp(place), contact });
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
      const service = store.findRatedService(deviceId, place.qr.handle);
      if (service === undefined || isOver(service.ratedAt)) return again(visit, 'follow-up-over');
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

    async leaveContact(visit: Visit, text: unknown): Promise<Page> {
      const contact = readReplyContact(text);
      if (contact === undefined) return page(visit, 'rated', 'wrong');
      const { place, ticket } = visit;
      const { deviceId } = place.terminal;
      await store.keepReplyContact({ ratingId: ticket.ratingId, deviceId, qrHandle: place.qr.handle, contact });
      return page(visit, 'rated', 'kept');
    },

    async forgetContact(visit: Visit): Promise<Page> {
      await store.forgetReplyContact(visit.ticket.ratingId);
      return page(visit, 'rated', 'forgotten');
    },
  };
}
