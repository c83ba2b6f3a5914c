/** @file Who a browser is: a member id in a signed cookie. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '../../identity/key-ring.ts';
import { MEMBER_TERM_MS } from './term.ts';

const COOKIE = 'dreamidentity';
const FORM = /^([a-z0-9]{8,40})\.([A-Za-z0-9_-]{43})$/;

export interface Sessions {
  /** The member of a Cookie header; undefined for none, a damaged one and a forged one. */
  readonly read: (cookieHeader: string | undefined) => string | undefined;
  /** The Set-Cookie header by which the browser is this member for a year from now. */
  readonly cookieFor: (memberId: string, secure: boolean) => string;
}

/** Signs by the ring's current key and accepts all of its keys. */
export function createSessions(ring: KeyRing): Sessions {
  const keys = new Map(
    [...ring.keys].map(([id, key]) => [id, Buffer.from(hkdfSync('sha256', key, '', 'web sessions', 32))]),
  );
  const macOf = (memberId: string, key: Buffer): string =>
    createHmac('sha256', key).update(memberId).digest('base64url');
  return {
    read(cookieHeader) {
      const [, memberId = '', mac = ''] = FORM.exec(cookieValue(cookieHeader) ?? '') ?? [];
      if (memberId === '') return undefined;
      const valid = [...keys.values()].some((key) =>
        timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(memberId, key))),
      );
      return valid ? memberId : undefined;
    },
    cookieFor(memberId, secure) {
      const key = keys.get(ring.currentId) ?? Buffer.alloc(0);
      const attributes = [
        'Path=/',
        'HttpOnly',
        'SameSite=Strict',
        `Max-Age=${MEMBER_TERM_MS / 1000}`,
        ...(secure ? ['Secure'] : []),
      ];
      return [`${COOKIE}=${memberId}.${macOf(memberId, key)}`, ...attributes].join('; ');
    },
  };
}

const cookieValue = (header: string | undefined): string | undefined =>
  header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1);
