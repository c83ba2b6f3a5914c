/** @file Signed sessions, and which pages and names lead to the chat. */
import { describe, expect, it } from 'vitest';
import { withNewKey } from '../../../src/identity/key-ring.ts';
import { hostAllowed, originPolicyOf, sameOrigin } from '../../../src/chat/web/origin.ts';
import { createSessions } from '../../../src/chat/web/session.ts';

const MEMBER = 'abcdefgh234567abcdef';
const ring = withNewKey(undefined, 'a');
const cookieOf = (setCookie: string): string => setCookie.split(';')[0] ?? '';

describe('a session', () => {
  it('is read back from the cookie that it set, among others', () => {
    const setCookie = createSessions(ring).cookieFor(MEMBER, false);
    expect(createSessions(ring).read(`a=b; ${cookieOf(setCookie)}; c=d`)).toBe(MEMBER);
  });
  it('is out of reach of scripts and of other sites', () => {
    const setCookie = createSessions(ring).cookieFor(MEMBER, true);
    expect(setCookie).toMatch(/; HttpOnly; SameSite=Strict; Max-Age=\d+; Secure$/);
  });
  it('outlives a rotation of the key ring', () => {
    const setCookie = createSessions(ring).cookieFor(MEMBER, false);
    expect(createSessions(withNewKey(ring, 'b')).read(cookieOf(setCookie))).toBe(MEMBER);
  });
  it.each([
    ['nothing', undefined],
    ['an empty header', ''],
    ['no signature', 'dreamidentity=abcdefgh'],
    ['a made-up signature', `dreamidentity=abcdefgh.${'A'.repeat(43)}`],
    [
      'a signature of another deployment',
      cookieOf(createSessions(withNewKey(undefined, 'a')).cookieFor(MEMBER, false)),
    ],
  ])('is refused for %s', (_, header) => {
    expect(createSessions(ring).read(header)).toBeUndefined();
  });
  it('cannot be turned into another member', () => {
    const setCookie = createSessions(ring).cookieFor(MEMBER, false);
    const [, mac = ''] = cookieOf(setCookie).split('.');
    expect(createSessions(ring).read(`dreamidentity=somebodyelse234567.${mac}`)).toBeUndefined();
  });
});

describe('the origin', () => {
  it('must be the very host that is asked', () => {
    expect(sameOrigin('http://127.0.0.1:8080', '127.0.0.1:8080')).toBe(true);
    for (const origin of [
      undefined,
      'null',
      'http://127.0.0.1:8081',
      'http://evil.example',
      'file://',
      'nonsense',
    ]) {
      expect(sameOrigin(origin, '127.0.0.1:8080')).toBe(false);
    }
  });
  it('on loopback must be named by a loopback name, so that a name made to point here fails', () => {
    const policy = originPolicyOf('127.0.0.1');
    expect(['localhost:8080', '127.0.0.1', '[::1]:1'].every((host) => hostAllowed(policy, host))).toBe(true);
    expect(
      ['evil.example', '127.0.0.1.evil.example:8080', '', undefined].some((host) =>
        hostAllowed(policy, host),
      ),
    ).toBe(false);
  });
  it('elsewhere may have any name', () => {
    expect(hostAllowed(originPolicyOf('0.0.0.0'), 'chat.example')).toBe(true);
  });
});
