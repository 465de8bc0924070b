import { type KioskVisit, serviceMeant } from '../../core/kiosk-visit.ts';
import type { OpenedFact } from '../../core/terminal-facts.ts';
import type { SettledSession } from '../gateway-store.ts';
import type { KioskVisitTable, NumberedService, WaitingVisit } from '../tables/kiosk-visit-table.ts';
import { settledBy } from './settled.ts';
import type { WorkingSet } from './working-set.ts';

/** Finds the services that numbers given at kiosks mean, whichever of the two is told of first. */
export interface KioskVisits {
  /**
   * Call after a flush, with all sessions that the operation opened: what they tell of is in the tables then. Ratings move to the services
   * that turn up, after those that came with the service itself.
   * @returns where these services are still shown although they have a rating now
   */
  settle(opened: readonly OpenedFact[], device: string, now: number): readonly SettledSession[];
}

export function createKioskVisits(table: KioskVisitTable, set: WorkingSet): KioskVisits {
  function resolve(visit: WaitingVisit, service: NumberedService): readonly SettledSession[] {
    table.resolve(visit.sessionId, service.sessionId);
    // The kiosk told of the window's own session: it is the same one.
    if (visit.sessionId === service.sessionId) return [];
    const isRatedNow = set.standFor(visit.sessionId, service.canonicalId);
    return isRatedNow ? settledBy(set, service, visit.device) : [];
  }

  function meet(visit: WaitingVisit, now: number): readonly SettledSession[] {
    const services = table.servicesUnder(visit.serialNumber).filter(({ sessionId }) => sessionId !== visit.sessionId);
    const service = serviceMeant(visit, services, now);
    return service === undefined ? [] : resolve(visit, service);
  }

  /** A visit that has just been told of. */
  function arrive(fact: OpenedFact, device: string, now: number): readonly SettledSession[] {
    const visit = JSON.parse(fact.visit ?? 'null') as KioskVisit;
    const at = { sessionId: fact.sessionId, device, openedAt: fact.openedAtHere, receivedAt: now };
    const isNew = table.insert(visit, at);
    return isNew && visit.kind === 'number' ? meet({ ...at, serialNumber: visit.serialNumber }, now) : [];
  }

  return {
    settle: (opened, device, now) =>
      opened.flatMap((fact) => {
        if (fact.visit !== null) return arrive(fact, device, now);
        const number = fact.serialNumber ?? fact.projectNo;
        return number === null ? [] : table.waitingFor(number).flatMap((visit) => meet(visit, now));
      }),
  };
}
