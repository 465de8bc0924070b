import { DEVICE_PROBLEMS } from './device-problem.data.ts';

type Table = typeof DEVICE_PROBLEMS;
export type ProblemCode = keyof Table;
export const PROBLEM_CODES = Object.keys(DEVICE_PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** The names in braces of a text. */
type NamesIn<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
export type ProblemParams<C extends ProblemCode> = Readonly<Record<NamesIn<Table[C]>, string>>;

/** Another program that holds a port, as far as the system tells; `sure` false where it is only known to do such things. */
export interface Holder {
  /** Its command; empty where the system does not tell. */
  readonly program: string;
  readonly pid: number;
  readonly sure: boolean;
}

/** Why a device cannot be used: what screens put into words, and the words of the log. */
export interface DeviceProblem {
  readonly code: ProblemCode;
  /** Names, paths, numbers, and what the system itself says (`detail`). */
  readonly params: Readonly<Record<string, string>>;
  readonly holder: Holder | null;
  /** In English, without the holder. */
  readonly reason: string;
}

/** @param params what stands for the names in braces of the code's text */
export function deviceProblem<C extends ProblemCode>(
  code: C,
  ...[params = {}, holder = null]: [NamesIn<Table[C]>] extends [never]
    ? [params?: Readonly<Record<string, never>>, holder?: Holder | null]
    : [params: ProblemParams<C>, holder?: Holder | null]
): DeviceProblem {
  const given: Readonly<Record<string, string>> = params;
  const reason = DEVICE_PROBLEMS[code].replace(/\{(\w+)\}/g, (_braces, name: string) => given[name] ?? '');
  return { code, params: given, holder, reason };
}

/** The holder in the English of the logs, such as `ModemManager (process 812)`. */
export function holderText({ program, pid, sure }: Holder): string {
  return `${sure ? '' : 'perhaps '}${program || 'a program'} (process ${pid})`;
}

/** The whole problem in the English of logs and command lines. */
export function problemText({ reason, holder }: DeviceProblem): string {
  return holder === null ? reason : `${reason}; held by ${holderText(holder)}`;
}
