/** @file Ids of buttons and forms: what to do with which request, signed, so that nobody can make one up. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { UserError } from '../errors.ts';
import type { KeyRing } from '../identity/key-ring.ts';

export interface ActionRef {
  readonly verb: string;
  readonly requestId: string;
  /** Which of several, for instance; letters and digits, may be empty. */
  readonly argument: string;
}

export interface ActionSigner {
  readonly sign: (verb: string, requestId: string, argument?: string) => string;
  /** Throws UserError for an id that this deployment did not make. */
  readonly verify: (actionId: string) => ActionRef;
}

const MAC_LENGTH = 16;
const FORM = /^([a-z-]{1,20})\.([a-z0-9]{1,40})\.([a-z0-9]{0,16})\.([A-Za-z0-9_-]{16})$/;

/** Signs by the ring's current key and accepts every key of the ring, so a rotation kills no button. */
export function createActionSigner(ring: KeyRing): ActionSigner {
  const keys = new Map(
    [...ring.keys].map(([id, key]) => [id, Buffer.from(hkdfSync('sha256', key, '', 'action ids', 32))]),
  );
  const macs = (body: string, ids: Iterable<string>): string[] =>
    [...ids].map((id) =>
      createHmac('sha256', keys.get(id) ?? '')
        .update(body)
        .digest('base64url')
        .slice(0, MAC_LENGTH),
    );
  return {
    sign(verb, requestId, argument = '') {
      const body = `${verb}.${requestId}.${argument}`;
      return `${body}.${macs(body, [ring.currentId]).join('')}`;
    },
    verify(actionId) {
      const [, verb = '', requestId = '', argument = '', mac = ''] = FORM.exec(actionId) ?? [];
      const given = Buffer.from(mac);
      const valid = macs(`${verb}.${requestId}.${argument}`, keys.keys()).some(
        (own) => given.length === MAC_LENGTH && timingSafeEqual(given, Buffer.from(own)),
      );
      if (!valid)
        throw new UserError(
          'button-unknown',
          'This button is not one of mine, or it is damaged: ask again by a command.',
        );
      return { verb, requestId, argument };
    },
  };
}
