import type { Level } from '@mingjing/shared/domain/levels.ts';

/** The pages that say one thing. None tells more about a session than that it was rated. */
export type Notice =
  | 'recorded'
  | 'held'
  | 'rated'
  | 'duplicate'
  /** The 追评 is on disk. */
  | 'followed'
  /** There is one already. */
  | 'followed-before'
  /** Too late for one, or the policy has none. */
  | 'follow-up-over'
  /** The code of a screen, which shows a new one by now. */
  | 'expired'
  /** The code of a receipt, which has no successor. */
  | 'receipt-expired'
  /** The page was open for too long; the code on the receipt is still good. */
  | 'page-expired'
  | 'clock'
  | 'unknown'
  | 'broken'
  | 'busy'
  | 'failed';

/** Why a form came back. */
export type FormProblem = 'chooseLevel' | 'tooLong' | 'notKept';

/** Every word of the phone page in one language. */
export interface PageTexts {
  /** What the language calls itself, in its own script. */
  readonly name: string;
  readonly brand: string;
  readonly languages: string;
  readonly title: string;
  readonly lead: string;
  readonly window: string;
  readonly matter: string;
  /** What is rated without a ticket and is in no catalogue. */
  readonly otherMatter: string;
  readonly staff: string;
  readonly serial: string;
  /** Shown with the form while the terminal, which knows the service, is without a network. */
  readonly offline: string;
  readonly scale: string;
  /** Worded alike, so that none is harder to answer than another. */
  readonly why: Readonly<Record<Level, string>>;
  /** Above the second-level items, the same at every level. */
  readonly items: string;
  readonly remark: string;
  readonly remarkHint: string;
  readonly submit: string;
  readonly privacy: string;
  readonly problems: Readonly<Record<FormProblem, string>>;
  /** While the script sends: now, when it waits for the network, and the button for the impatient. */
  readonly sending: { readonly now: string; readonly waiting: string; readonly keep: string; readonly again: string };
  readonly followUp: {
    readonly title: string;
    readonly lead: string;
    readonly privacy: string;
    readonly offer: string;
    readonly link: string;
    readonly submit: string;
  };
  readonly contact: {
    readonly title: string;
    readonly why: string;
    readonly field: string;
    readonly leave: string;
    readonly kept: string;
    readonly forget: string;
    readonly forgotten: string;
    readonly wrong: string;
    /** It could not be kept, or not be deleted; the rating is safe all the same. */
    readonly failed: string;
  };
  readonly bookmark: string;
  readonly notices: Readonly<Record<Notice, { readonly title: string; readonly text: string }>>;
}
