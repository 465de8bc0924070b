import { z } from 'zod';
import { CHANNELS } from './channels.data.ts';

/** The way a rating reached us 评价渠道. */
export const channelSchema = z.enum(CHANNELS.map((row) => row.channel) as [(typeof CHANNELS)[number]['channel']]);
export type Channel = (typeof CHANNELS)[number]['channel'];

/** The national `pf` code of a channel. */
export function channelCode(channel: Channel): string {
  const row = CHANNELS.find((candidate) => candidate.channel === channel);
  if (row === undefined) throw new RangeError(`no such channel: ${channel}`);
  return row.pf;
}
