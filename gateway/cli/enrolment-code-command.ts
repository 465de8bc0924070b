import { readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { type EnrolmentOffer, enrolmentText } from '@mingjing/shared/qr/enrolment-code.ts';
import { type GatewaySettings, gatewaySettingsSchema } from '@mingjing/shared/settings/gateway-settings.ts';
import { loadSettings } from '@mingjing/shared/settings/load-settings.ts';
import QRCode from 'qrcode';
import { type Command, EXIT, UsageError } from './command.ts';

/** Paper creases, telephones reflect. */
const CORRECTION = { errorCorrectionLevel: 'M' } as const;
/** Of a picture: at 300 dpi some 5 cm. */
const PICTURE_PX = 600;

/**
 * `mingjing-gateway enrolment-code`: the code that a technician holds to the scanner of a new terminal, instead of typing address and
 * enrolment code. Whoever sees it can add a terminal, so a file of it is for its owner only.
 */
export const enrolmentCodeCommand: Command = {
  usage: '--url ADDRESS [--settings FILE] [--out FILE.png|FILE.svg]',
  summary: 'shows the QR code by which a new terminal enrols at this gateway; ADDRESS is the one that terminals reach',
  async run(args) {
    const options = { url: { type: 'string' }, settings: { type: 'string' }, out: { type: 'string' } } as const;
    const { url, settings, out } = parseArgs({ args: [...args], options }).values;
    const text = enrolmentText(offerOf(url, settingsOf(settings)));
    if (!text.ok) throw new UsageError('--url: too long to be read well together with the code: use a shorter address');
    if (out === undefined) process.stdout.write(await QRCode.toString(text.value, { type: 'terminal', small: true }));
    else writeFileSync(out, await pictureOf(text.value, out), { mode: 0o600, flag: 'wx' });
    return EXIT.ok;
  },
};

function offerOf(url: string | undefined, { developmentEnrolmentCode: code }: GatewaySettings): EnrolmentOffer {
  if (url === undefined || !/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new UsageError('--url: give the address that terminals reach, such as https://rate.example.gov.cn');
  if (code === undefined)
    throw new UsageError('developmentEnrolmentCode: is missing: set it in the file given with --settings, and restart');
  return { url, code };
}

function settingsOf(file: string | undefined): GatewaySettings {
  const settings = loadSettings(gatewaySettingsSchema, textOf(file), process.env);
  if (settings.ok) return settings.value;
  throw new UsageError(settings.error.map(({ field, problem }) => `${field}: ${problem}`).join('\n'));
}

function textOf(file: string | undefined): string | undefined {
  try {
    return file === undefined ? undefined : readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`--settings: ${file} cannot be read: check the path`);
  }
}

async function pictureOf(text: string, file: string): Promise<string | Uint8Array> {
  switch (extname(file).toLowerCase()) {
    case '.svg':
      return QRCode.toString(text, { ...CORRECTION, type: 'svg', width: PICTURE_PX });
    case '.png':
      return QRCode.toBuffer(text, { ...CORRECTION, width: PICTURE_PX });
    default:
      throw new UsageError('--out: must end in .png or .svg');
  }
}
