/** @file What commands and actions may use; the composition root supplies it. */

export interface Services {
  readonly now: () => Date;
}
