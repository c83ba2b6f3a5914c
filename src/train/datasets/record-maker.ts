/** @file What a module of records offers to the threads that make them. */

/** A module that makes records exports one of these as `records`. */
export interface RecordMaker {
  /** A function from a record's index to its bytes; opened once in each worker thread. */
  readonly open: (options: unknown) => Promise<(index: number) => Promise<Uint8Array>>;
}
