/** @file A way that stays shut until a test opens it. */

export interface Gateway {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

export function gateway(): Gateway {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((done) => (open = done));
  return { opened, open };
}
