/** electron-builder's hook between packing and building the installers: sets the fuses and reads them back. */
import { join } from 'node:path';
import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { FUSES } from './fuses.data.ts';

/** The part of electron-builder's AfterPackContext that we use. */
export interface PackedApp {
  readonly appOutDir: string;
  readonly electronPlatformName: string;
  readonly packager: { readonly executableName: string; readonly appInfo: { readonly productFilename: string } };
}

type FuseName = keyof typeof FUSES;
const NAMES = Object.keys(FUSES) as FuseName[];

/** @throws when a fuse is missing, unknown or not as in FUSES afterwards: then no installer is built */
export async function afterPack({ appOutDir, electronPlatformName, packager }: PackedApp): Promise<void> {
  const file = electronPlatformName === 'win32' ? `${packager.appInfo.productFilename}.exe` : packager.executableName;
  const binary = join(appOutDir, file);
  const states = Object.fromEntries(NAMES.map((name) => [FuseV1Options[name], FUSES[name]])) as Record<
    FuseV1Options,
    boolean
  >;
  await flipFuses(binary, { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...states });

  const wire = await getCurrentFuseWire(binary);
  const wrong = NAMES.filter(
    (name) => wire[FuseV1Options[name]] !== (FUSES[name] ? FuseState.ENABLE : FuseState.DISABLE),
  );
  if (wrong.length > 0) throw new Error(`fuses not as in fuses.data.ts: ${wrong.join(', ')}`);
}
