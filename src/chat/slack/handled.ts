/** @file What this process has answered: Slack may deliver it again, and a private answer would stand there twice. */

export interface Handled {
  readonly has: (id: string | undefined) => boolean;
  readonly add: (id: string | undefined) => void;
}

/** Slack gives up after an hour; a busy bot hears fewer in that time that come again. */
const MAX_KEPT = 50_000;

export function createHandled(): Handled {
  const ids = new Set<string>();
  return {
    has: (id) => id !== undefined && ids.has(id),
    add(id) {
      if (ids.size >= MAX_KEPT) ids.clear();
      if (id !== undefined) ids.add(id);
    },
  };
}
