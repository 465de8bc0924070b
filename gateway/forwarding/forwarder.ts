import { backoffDelay } from '@mingjing/shared/basics/backoff.ts';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { ForwardJob, GatewayStore } from '../store/gateway-store.ts';
import { type BreakerState, createBreaker } from './breaker.ts';
import type { CityAdapter, CityReply } from './city-adapter.ts';
import {
  FORWARD_CONCURRENCY,
  FORWARD_DELAYS,
  type ForwardDelays,
  NUDGE_MS,
  RETRY_AFTER_MAX_MS,
} from './delays.data.ts';
import { deliver, whyUndeliverable } from './deliver.ts';

type Outbox = Pick<
  GatewayStore,
  'dueJobs' | 'nextDueAt' | 'materialOf' | 'jobDelivered' | 'jobRetry' | 'jobDead' | 'reviveJob'
>;

export interface ForwarderOptions {
  readonly store: Outbox;
  readonly adapter: CityAdapter;
  readonly clock: Clock;
  readonly timers: Timers;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
  readonly log: EventLog;
  readonly delays?: ForwardDelays;
  /** How long the store lets a rating wait for its reasons, ms. */
  readonly reasonsGraceMs: number;
}

export interface Forwarder {
  /** Looks into the outbox now; called whenever something may have come due. */
  nudge(): void;
  breakerState(): BreakerState;
  /** Puts a dead letter back and tries it. */
  revive(jobId: number): Promise<void>;
  /** Takes nothing new, lets calls in flight end, cuts them off after `drainMs`. What was cut off stays in the outbox. */
  stop(): Promise<void>;
}

/**
 * Carries the outbox to the city system: at least once, so that nothing is lost; the city's own "exists already" counts as delivered, so
 * that nothing is doubled. One record of a session at a time, service record before rating. What the city cannot take waits with backoff;
 * while it fails as a whole the breaker asks once per pause. A clock set back holds nothing up for longer than the longest wait. What it rejects becomes a dead letter with its raw reply.
 */
export function createForwarder(options: ForwarderOptions): Forwarder {
  const { store, clock, timers, log } = options;
  const delays = options.delays ?? FORWARD_DELAYS;
  const longestWaitMs = Math.max(
    delays.retry.maxMs * (1 + delays.retry.jitter),
    RETRY_AFTER_MAX_MS,
    options.reasonsGraceMs,
  );
  const inFlight = new Map<SessionId, Promise<void>>();
  const cutOff = new AbortController();
  let cancelTimer = () => {};
  let stopped = false;
  let heldUntil = 0;
  let nudged = false;
  const breaker = createBreaker(delays.breaker, clock, (open) => {
    log(open ? 'forward.breaker-open' : 'forward.breaker-closed');
  });

  /** Fills the free lanes with due jobs of sessions that have none in flight, then sets the alarm for the next. */
  function look(): void {
    cancelTimer();
    if (stopped) return;
    const pauseMs = Math.max(breaker.waitMs(), heldUntil - clock.mono());
    if (pauseMs <= 0) fillLanes(breaker.state() === 'closed' ? FORWARD_CONCURRENCY : 1);
    cancelTimer = timers.after(pauseMs > 0 ? pauseMs : sleepMs(), look);
  }

  function fillLanes(lanes: number): void {
    if (inFlight.size >= lanes) return;
    // Twice the lanes: a session in flight may have both its jobs due.
    const now = clock.now();
    for (const job of store.dueJobs(now, FORWARD_CONCURRENCY * 2, now + longestWaitMs)) {
      if (inFlight.size >= lanes) return;
      if (!inFlight.has(job.sessionId)) launch(job);
    }
  }

  function sleepMs(): number {
    const waitMs = (store.nextDueAt() ?? 0) - clock.now();
    // What is due and not launched waits for a lane, and the end of a call wakes us for that.
    return waitMs > 0 ? Math.min(delays.pollMs, waitMs) : delays.pollMs;
  }

  function launch(job: ForwardJob): void {
    const run = carry(job)
      .catch((cause: unknown) => {
        // The outcome could not be written (a full disk): the job is still due, so without a pause it would be sent in a circle.
        heldUntil = clock.mono() + delays.pollMs;
        log('forward.failed', { job: job.id, cause: cause instanceof Error ? cause.name : 'unknown' });
      })
      .finally(() => {
        inFlight.delete(job.sessionId);
        look();
      });
    inFlight.set(job.sessionId, run);
  }

  async function carry(job: ForwardJob): Promise<void> {
    const material = store.materialOf(job.sessionId);
    const reason = whyUndeliverable(job, material);
    if (material === undefined || reason !== undefined) return settle(job, { kind: 'rejected', raw: reason ?? '' });
    const reply = await deliver(job, material, options.adapter, cutOff.signal);
    if (cutOff.signal.aborted && reply.kind === 'unavailable') return;
    if (reply.kind === 'unavailable') breaker.failure();
    else breaker.success();
    await settle(job, reply);
  }

  async function settle(job: ForwardJob, reply: CityReply): Promise<void> {
    const data = { job: job.id, kind: job.kind, attempt: job.attempts + 1 };
    switch (reply.kind) {
      case 'delivered':
      case 'exists':
        await store.jobDelivered(job.id, clock.now(), reply.raw);
        log('forward.delivered', { ...data, existed: reply.kind === 'exists' });
        return;
      case 'missing-service':
      case 'unavailable': {
        const waitMs = backoffDelay(delays.retry, job.attempts + 1, options.random(), reply.retryAfterMs);
        await store.jobRetry(job.id, clock.now() + waitMs, reply.raw);
        log('forward.retry', { ...data, waitMs });
        return;
      }
      case 'rejected':
        await store.jobDead(job.id, clock.now(), reply.raw);
        log('forward.dead', data);
    }
  }

  /** Many nudges at once are one look: an upload of a hundred ratings nudges as often as it is acknowledged. */
  function nudge(): void {
    if (nudged || stopped) return;
    nudged = true;
    timers.after(NUDGE_MS, () => {
      nudged = false;
      look();
    });
  }

  look();
  return {
    nudge,
    breakerState: breaker.state,
    async revive(jobId) {
      await store.reviveJob(jobId, clock.now());
      look();
    },
    async stop() {
      stopped = true;
      cancelTimer();
      const cancelCutOff = timers.after(delays.drainMs, () => cutOff.abort());
      await Promise.all(inFlight.values());
      cancelCutOff();
    },
  };
}
