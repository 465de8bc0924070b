import type { Language } from '@mingjing/shared/domain/display.ts';
import type { LocatedCode } from '../core/locate-code.ts';
import type { Terminal } from '../store/gateway-store.ts';
import type { PageTicket } from './page-ticket.ts';

/** A code that one of our terminals minted, as it stands in the address. */
export interface Place extends LocatedCode<Terminal> {
  readonly token: string;
}

/** A page that may be shown or sent. */
export interface Visit {
  readonly place: Place;
  readonly language: Language;
  readonly ticketText: string;
  readonly ticket: PageTicket;
}
