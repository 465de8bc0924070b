/** Makes the hashes of a staff list: `npm run staff -- pin` or `npm run staff -- card`; the secret comes by standard input, never by an argument that others could see. */
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { readSecret } from './read-secret.ts';
import { STANDARD_HASHES } from './secret-hash.ts';

const KINDS = {
  pin: {
    asks: 'PIN (4 to 12 digits): ',
    takes: /^\d{4,12}$/,
    hash: (pin: string) => STANDARD_HASHES.ofPin(pin, systemRandomBytes(16)),
  },
  card: { asks: 'Card (hold it to the reader): ', takes: /^[A-Za-z0-9]{6,32}$/, hash: STANDARD_HASHES.ofCard },
} as const;

async function main(): Promise<number> {
  const name = process.argv[2];
  if (name !== 'pin' && name !== 'card') {
    process.stderr.write(
      'usage: npm run --silent staff -- pin|card   (type or pipe in the PIN, or let the reader type the card)\n',
    );
    return 2;
  }
  const { asks, takes, hash } = KINDS[name];
  const secret = await readSecret(asks);
  if (!takes.test(secret)) {
    process.stderr.write(name === 'pin' ? 'a PIN has 4 to 12 digits\n' : 'a card has 6 to 32 letters and digits\n');
    return 1;
  }
  process.stdout.write(`${await hash(secret)}\n`);
  return 0;
}

process.exitCode = await main();
