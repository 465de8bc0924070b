import type { BadFrameKind } from '@mingjing/device-app/core/devices/bad-frames.data.ts';
import type { ProblemCode } from '@mingjing/device-app/core/devices/device-problem.ts';
import type { DiagnosedPort, DiagnosedPress } from '@mingjing/device-app/core/screen/diagnostics-page.ts';

/** What only technicians read of devices; loaded with their pages. Variables are those of `DEVICE_PROBLEMS`. */
export interface DiagnosedTexts {
  /** Cause, and cure where there is one. */
  readonly problem: Readonly<Record<ProblemCode, string>>;
  readonly badFrame: Readonly<Record<BadFrameKind, string>>;
  readonly pressed: Readonly<Record<DiagnosedPress['kind'], string>>;
  readonly transport: Readonly<Record<DiagnosedPort['kind'], string>>;
  /** Another program that has a port. */
  readonly holder: { readonly sure: string; readonly perhaps: string; readonly unnamed: string };
  /** Words by which devices tell about themselves, as the profiles that ship name them. */
  readonly told: Readonly<Record<ToldWord, string>>;
  /** Why bytes and presses are not shown now (P5). */
  readonly withheld: { readonly seconds: string; readonly now: string };
  readonly sign: {
    readonly brackets: string;
    readonly list: string;
    readonly facts: string;
    /** Between what is wrong and who has the port. */
    readonly clause: string;
  };
}

export const TOLD_WORDS = ['paper', 'paper ok', 'near end', 'no paper'] as const;
export type ToldWord = (typeof TOLD_WORDS)[number];
