import { canonicalJson } from '@mingjing/shared/basics/canonical-json.ts';
import { channelSchema } from '@mingjing/shared/domain/channels.ts';
import {
  deviceIdSchema,
  qrHandleSchema,
  ratingIdSchema,
  sessionIdSchema,
  shortIdSchema,
} from '@mingjing/shared/domain/ids.ts';
import { levelSchema } from '@mingjing/shared/domain/levels.ts';
import { chosenItemsSchema } from '@mingjing/shared/domain/matter-items.ts';
import { remarkSchema, storedServiceSchema, tagCodesSchema } from '@mingjing/shared/domain/record.ts';
import { sessionViewSchema } from '@mingjing/shared/domain/service-session.ts';
import { z } from 'zod';

const wallTime = z.int().nonnegative();
const envelope = { v: z.literal(1), at: wallTime };

/**
 * What the gateway itself writes into the ledger, so that everything derived can be derived again from it.
 * Never anything about an applicant: that lies encrypted elsewhere and must be erasable.
 */
export const gatewayFactSchema = z.discriminatedUnion('fact', [
  z.strictObject({
    ...envelope,
    fact: z.literal('terminal.enrolled'),
    deviceId: deviceIdSchema,
    shortId: shortIdSchema,
    publicKey: z.string().max(64),
    windowName: z.string().max(200),
  }),
  z.strictObject({
    ...envelope,
    fact: z.literal('session.opened'),
    deviceId: deviceIdSchema,
    view: sessionViewSchema,
    service: storedServiceSchema,
    caller: z.string().max(200),
  }),
  z.strictObject({ ...envelope, fact: z.literal('session.cancelled'), sessionId: sessionIdSchema }),
  z.strictObject({
    ...envelope,
    fact: z.literal('rating.by-phone'),
    deviceId: deviceIdSchema,
    qrHandle: qrHandleSchema,
    ratingId: ratingIdSchema,
    level: levelSchema,
    channel: channelSchema,
    tags: tagCodesSchema,
    text: remarkSchema,
    catalogueVersion: z.string().max(40),
    /** 二级评价; absent when nothing was chosen */
    items: chosenItemsSchema.optional(),
    submittedAt: wallTime,
  }),
  z.strictObject({
    ...envelope,
    fact: z.literal('rating.follow-up'),
    deviceId: deviceIdSchema,
    qrHandle: qrHandleSchema,
    followUpId: ratingIdSchema,
    level: levelSchema,
    channel: channelSchema,
    tags: tagCodesSchema,
    text: remarkSchema,
    catalogueVersion: z.string().max(40),
    /** 二级评价; absent when nothing was chosen */
    items: chosenItemsSchema.optional(),
    submittedAt: wallTime,
  }),
]);
export type GatewayFact = z.infer<typeof gatewayFactSchema>;
export type FactOf<Name extends GatewayFact['fact']> = Extract<GatewayFact, { fact: Name }>;

/** The text of a fact as the ledger keeps it. */
export function sealFact(fact: GatewayFact): string {
  return canonicalJson(fact);
}

type ReadonlyDeep<T> = T extends readonly (infer E)[]
  ? readonly ReadonlyDeep<E>[]
  : T extends object
    ? { readonly [K in keyof T]: ReadonlyDeep<T[K]> }
    : T;

/**
 * Builds a fact. One that does not fit its schema would make the ledger unreadable for `verify`, so it is refused here.
 * @throws ZodError naming the field
 */
export function makeFact<Name extends GatewayFact['fact']>(
  fact: Name,
  at: number,
  body: ReadonlyDeep<Omit<FactOf<Name>, 'v' | 'at' | 'fact'>>,
): FactOf<Name> {
  return gatewayFactSchema.parse({ v: 1, fact, at, ...body }) as FactOf<Name>;
}
