/** @file Whether a request comes from our own page: against other sites, and against names that were made to point here. */

export interface OriginPolicy {
  /** Host names under which the page may be opened; undefined: any (a proxy in front decides). */
  readonly hosts: ReadonlySet<string> | undefined;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'] as const;

/** A server on loopback answers to loopback's names only; any other to whatever leads there. */
export function originPolicyOf(listenHost: string): OriginPolicy {
  const loopback = ['127.0.0.1', 'localhost', '::1'].includes(listenHost);
  return { hosts: loopback ? new Set(LOOPBACK) : undefined };
}

/** Whether the Host header names this server. */
export function hostAllowed({ hosts }: OriginPolicy, host: string | undefined): boolean {
  const name = host === undefined ? undefined : hostName(`http://${host}`);
  return name !== undefined && (hosts === undefined || hosts.has(name));
}

/** Whether the Origin header is the very host that was asked; one without Origin comes from no page. */
export function sameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined || host === undefined) return false;
  try {
    const { protocol, host: from } = new URL(origin);
    return (protocol === 'http:' || protocol === 'https:') && from === host.toLowerCase();
  } catch {
    return false;
  }
}

function hostName(url: string): string | undefined {
  try {
    return new URL(url).hostname;
  } catch {
    return undefined;
  }
}
