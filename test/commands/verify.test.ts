/** @file `/verify`: a posted picture is known by its bytes, to everybody as far as it concerns them. */
import { expect, it } from 'vitest';
import type { Recorded } from '../helpers/recording-platform.ts';
import { attachment } from '../helpers/chat-bench.ts';
import { as, bench, draw, one, pictures, said } from '../helpers/moderated-community.ts';
import { textOf } from '../helpers/posted-pictures.ts';

const fileOf = ({ pictures: [picture] }: Recorded) =>
  attachment(Buffer.from(picture?.base64 ?? '', 'base64').toString());
const verify = (who: string, picture: ReturnType<typeof attachment>, parts = {}): Promise<string> =>
  said(who, 'verify', { picture }, parts);

it('knows what it has posted, tells moderators for whom, and other communities nothing but that', async () => {
  bench.work();
  await bench.register('ann', 7);
  await draw('S* as a chef');
  const posted = one(await pictures(1));
  expect(await verify('bob', fileOf(posted))).toMatch(/^I drew this on \d+ \w+ \d{4}: “S\* as a chef”$/);
  expect(await verify('mia', fileOf(posted))).toMatch(/^I drew this for ann \(ann\) on .*: “S\* as a chef”$/);
  const elsewhere = await verify('bob', fileOf(posted), { community: 'another' });
  expect(elsewhere).toMatch(/^I drew this\. It was asked for on \d+ \w+ \d{4}\.$/);
  expect(await verify('bob', attachment('S* as a chef | S*=7 | 1 | - '))).toMatch(/^I do not know this file/);
});

it('does not know a picture that was deleted, and keeps nothing of it', async () => {
  bench.work();
  await bench.register('ann', 7);
  await draw('S* as a chef');
  const posted = one(await pictures(1));
  expect(textOf(await bench.press(posted, 'Delete'))).toBe('done');
  expect(textOf(await bench.type('verify', { picture: fileOf(posted) }, as('mia')))).toMatch(
    /^I do not know/,
  );
});
