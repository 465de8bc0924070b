/** One step of the schema; never changed once released. */
export interface Migration {
  /** 1, 2, 3 … : the version of the schema once the step is done. */
  readonly version: number;
  readonly sql: string;
}
