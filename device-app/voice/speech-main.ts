/**
 * The synthesiser as a program of its own: eSpeak NG is under the GPL and is neither part of the product nor linked with it. Reads one JSON
 * object from standard input (`{voice, rate, texts}`), writes one line of base64 for each text: 16-bit samples at the rate on the first line.
 */
import { text } from 'node:stream/consumers';
import createEspeak from '@echogarden/espeak-ng-emscripten';
import { z } from 'zod';

const jobSchema = z.strictObject({
  voice: z.string(),
  rate: z.int().min(80).max(450),
  texts: z.array(z.string().max(500)).max(1000),
});

const { voice, rate, texts } = jobSchema.parse(JSON.parse(await text(process.stdin)));
const { eSpeakNGWorker } = await createEspeak();
const speaker = new eSpeakNGWorker();
if (speaker.set_voice(voice) !== 0) throw new Error(`eSpeak NG has no voice ${voice}`);
speaker.set_rate(rate);
process.stdout.write(`${speaker.get_samplerate()}\n`);
for (const words of texts) {
  const pieces: Buffer[] = [];
  speaker.synthesize(words, (samples) => {
    if (samples !== null) pieces.push(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
    return 0;
  });
  process.stdout.write(`${Buffer.concat(pieces).toString('base64')}\n`);
}
