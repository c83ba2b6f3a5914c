/** @file `/imagine`, `/help` and the buttons, over a real Redis with real queues. */
import { expect, test } from 'vitest';
import type { RawOptions } from '../../src/chat/option.ts';
import { withNewKey } from '../../src/identity/key-ring.ts';
import { bench, server } from '../helpers/bench-for-each.ts';
import { attachment, chatBench, numberJudge, textMaker } from '../helpers/chat-bench.ts';
import { drawn, first, textOf, withPictures } from '../helpers/posted-pictures.ts';

test('a prompt becomes a grid of pictures of the registered person, in the place of the message that told the progress', async () => {
  bench.work();
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 's* as a chef', count: 2, seed: 42, style: 'Oil painting' });
  const posted = first(withPictures(await bench.until((all) => withPictures(all).length === 1)));
  expect(drawn(posted)).toEqual(
    [42, 43].map((seed) => `oil painting style, S* as a chef | S*=7 | ${seed} | -`),
  );
  expect(posted.text).toBe('“S* as a chef”\nOil painting · seed 42');
  expect(posted.pictures.map(({ altText }) => altText)).toEqual([
    'Picture 1 of 2 drawn for “S* as a chef”, style Oil painting',
    'Picture 2 of 2 drawn for “S* as a chef”, style Oil painting',
  ]);
  expect(posted.buttons.map(({ label }) => label)).toEqual([
    'Re-roll',
    'Only 1',
    'Only 2',
    'Vary 1',
    'Vary 2',
    'Edit prompt',
    'Delete',
    'Report',
  ]);
  expect(posted.history[0]).toMatch(/^post Next in the queue/);
  expect(posted.history.filter((entry) => entry.includes('pictures'))).toHaveLength(1);
});

test('one of a grid is had alone, from its own seed, under the grid’s settings; one of a varied grid too', async () => {
  bench.work();
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S*', count: 2, seed: 42, style: 'Oil painting' });
  const pictures = async (count: number) =>
    withPictures(await bench.until((all) => withPictures(all).length === count)).at(-1);
  const grid = await pictures(1);
  if (grid === undefined) expect.fail('no grid');
  await bench.press(grid, 'Only 2');
  const alone = await pictures(2);
  expect(alone && drawn(alone)).toEqual(['oil painting style, S* | S*=7 | 43 | -']);
  expect(alone?.buttons.map(({ label }) => label)).toContain('Vary');
  await bench.press(grid, 'Vary 1');
  const varied = await pictures(3);
  if (varied === undefined) expect.fail('no variation');
  const [, towards] = /\| 42 \| (\d+)$/.exec(drawn(varied)[0] ?? '') ?? [];
  await bench.press(varied, 'Only 2');
  const one = await pictures(4);
  expect(one && drawn(one)).toEqual([`oil painting style, S* | S*=7 | 42 | ${Number(towards) + 1}`]);
  // What is varied again is that very picture: its own noise, and other noise from there.
  await bench.press(varied, 'Vary 2');
  const again = await pictures(5);
  if (again === undefined) expect.fail('no variation of the variation');
  const chain = `oil painting style, S* | S*=7 | 42 | ${Number(towards) + 1} >`;
  expect(drawn(again)[0]?.startsWith(chain)).toBe(true);
  expect(again.text).toContain('seed 42 · a variation');
  await bench.press(again, 'Only 1');
  const grandchild = await pictures(6);
  expect(grandchild && drawn(grandchild)).toEqual(drawn(again).slice(0, 1));
});

test('a grid from the greatest seed has a last picture that can be had alone and varied, and no seed lies beyond it', async () => {
  bench.work();
  await bench.register('ann', 7);
  expect(textOf(await bench.type('imagine', { prompt: 'S*', seed: 2 ** 32 - 1 }))).toContain(
    'is a whole number from 0 to 4,294,967,292',
  );
  await bench.type('imagine', { prompt: 'S*', count: 4, seed: 2 ** 32 - 4 });
  const pictures = async (count: number) =>
    withPictures(await bench.until((all) => withPictures(all).length === count)).at(-1);
  const grid = (await pictures(1)) ?? expect.fail('no grid');
  await bench.press(grid, 'Only 4');
  const alone = (await pictures(2)) ?? expect.fail('no picture');
  expect(drawn(alone)).toEqual(['S* | S*=7 | 4294967295 | -']);
  await bench.press(alone, 'Vary');
  const varied = (await pictures(3)) ?? expect.fail('no variation');
  expect(drawn(varied)[0]).toMatch(/^S\* \| S\*=7 \| 4294967295 \| \d+$/);
});

test('a shape reaches the worker, is named under the picture, and stays with re-rolled and edited ones', async () => {
  bench.work();
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S*', seed: 5, aspect: 'Portrait' });
  const original = first(withPictures(await bench.until((all) => withPictures(all).length === 1)));
  expect(drawn(original)).toEqual(['S* | S*=7 | 5 | - | portrait']);
  expect(original.text).toBe('“S*”\nPortrait · seed 5');
  await bench.press(original, 'Re-roll');
  const again = withPictures(await bench.until((all) => withPictures(all).length === 2)).at(-1);
  expect(again === undefined ? [] : drawn(again)).toEqual([expect.stringMatching(/ \| portrait$/)]);
});

test('a shape that the model has never learnt is refused by one sentence, and a square is drawn', async () => {
  bench.work({ maker: { ...textMaker, squareOnly: true } });
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S*', seed: 5, aspect: 'landscape' });
  await bench.until((all) => all.some(({ text }) => text.includes('has learnt square pictures only')));
  await bench.type('imagine', { prompt: 'S*', seed: 5, aspect: 'square' });
  await bench.until((all) => withPictures(all).length === 1);
});

test('every picture says how like the person it is, and when that is little', async () => {
  bench.work({ judge: numberJudge });
  await bench.register('ann', 7);
  const texts = async (options: RawOptions, count: number): Promise<string | undefined> => {
    await bench.type('imagine', { prompt: 'S*', ...options });
    return withPictures(await bench.until((all) => withPictures(all).length === count)).at(-1)?.text;
  };
  expect(await texts({ seed: 8 }, 1)).toBe('“S*”\nseed 8 · likeness 90 of 100');
  expect(await texts({ seed: 6, count: 3 }, 2)).toBe('“S*”\nseed 6 · likeness 90, 100 and 90 of 100');
  expect(await texts({ seed: 0, count: 2 }, 3)).toBe(
    '“S*”\nseed 0 · likeness – and 40 of 100\nA weak match: this may not look like the person. Try again, or say it in other words.',
  );
  expect(await texts({ seed: 0 }, 4)).toBe('“S*”\nseed 0 · no face to compare');
});

test('of several the one is shown that is most like the person, and varied from its own seed', async () => {
  bench.work({ judge: numberJudge });
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S*', seed: 5, best: true });
  const posted = first(withPictures(await bench.until((all) => withPictures(all).length === 1)));
  expect(drawn(posted)).toEqual(['S* | S*=7 | 7 | -']);
  expect(posted.text).toBe('“S*”\nseed 7 · the best of 4 · likeness 100 of 100');
  await bench.press(posted, 'Vary');
  const varied = withPictures(await bench.until((all) => withPictures(all).length === 2)).at(-1);
  expect(varied === undefined ? [] : drawn(varied)).toEqual([
    expect.stringMatching(/^S\* \| S\*=7 \| 7 \| \d+$/),
  ]);
});

test('who was registered without a judge, or by another one, is drawn and not judged', async () => {
  const first = bench.work();
  await bench.register('ann', 7);
  await first.close();
  bench.work({ judge: numberJudge });
  await bench.type('imagine', { prompt: 'S*', seed: 8, count: 2, best: true });
  const [posted] = withPictures(await bench.until((all) => withPictures(all).length === 1));
  expect(posted?.text).toBe('“S*”\nseed 8');
  expect(posted?.pictures).toHaveLength(2);
});

test('a photo is drawn once without saving: nothing of it is left but the picture and what was agreed to', async () => {
  bench.work({ judge: numberJudge });
  const photo = attachment('face 7');
  const asked = { prompt: 'S* as a chef', seed: 6, photo };
  expect(textOf(await bench.type('imagine', asked))).toMatch(
    /^This is my own face.* this once\. .* To agree, ask again with consent: yes\.$/,
  );
  await bench.type('imagine', { ...asked, consent: true });
  const posted = first(withPictures(await bench.until((all) => withPictures(all).length === 1)));
  expect(drawn(posted)).toEqual(['S* as a chef | S*=7 | 6 | -']);
  expect(posted.text).toBe('“S* as a chef”\nseed 6 · likeness 90 of 100');
  expect(posted.buttons.map(({ label }) => label)).toEqual(['Delete', 'Report']);
  const { identities, selfies, requests, uses } = bench.bot.services;
  expect(await identities.list('recording:ann')).toEqual([]);
  expect(await uses.list('recording:ann')).toEqual([]);
  expect(await selfies.waiting('recording:ann')).toEqual([]);
  const [stored] = await requests.list('recording:ann');
  expect(stored?.request.wish).toMatchObject({ once: { consent: { by: 'recording:ann', termDays: 1 } } });
});

test('a photo for once dies with its request when that is cancelled before it is drawn', async () => {
  const { selfies } = bench.bot.services;
  const once = { prompt: 'S*', photo: attachment('face 7'), consent: true };
  await bench.type('imagine', once);
  expect(await selfies.waiting('recording:ann')).toHaveLength(1);
  const waiting = first(await bench.until((all) => all.length === 1));
  await bench.press(waiting, 'Cancel');
  expect(await selfies.waiting('recording:ann')).toEqual([]);
  const cancelled = first(await bench.until((all) => all.some(({ text }) => text.includes('Cancelled.'))));
  expect(cancelled.buttons.map(({ label }) => label)).toEqual(['Delete']);
});

test('a photo for once is not kept where the day’s pictures are used up', async () => {
  const { moderation, selfies } = bench.bot.services;
  await moderation.settings.change('recording:test', (settings) => ({
    ...settings,
    quotas: [{ role: 'everyone', name: 'Everyone', picturesADay: 0 }],
  }));
  const once = { prompt: 'S*', photo: attachment('face 7'), consent: true };
  expect(textOf(await bench.type('imagine', once))).toMatch(/^Your role draws no pictures/);
  expect(await selfies.waiting('recording:ann')).toEqual([]);
});

test('a photo for once stands for plain S* beside registered people, and is refused where it serves nothing', async () => {
  bench.work();
  await bench.register('bob', 9);
  const photo = attachment('face 7');
  const once = { photo, consent: true, seed: 1 };
  expect(textOf(await bench.type('imagine', { ...once, prompt: 'S*bob as a chef' }))).toBe(
    'Write S* in the prompt where the face of the photo goes.',
  );
  await bench.type('imagine', { ...once, prompt: 'S*bob and S*' });
  const posted = first(withPictures(await bench.until((all) => withPictures(all).length === 1)));
  expect(drawn(posted)).toEqual(['S*bob and S* | S*bob=9,S*=7 | 1 | -']);
  await bench.type('imagine', { ...once, prompt: 'S*', photo: attachment('a cat') });
  const refused = first(
    (await bench.until((all) => all.some(({ text }) => text.includes('no face in this')))).filter(
      ({ text }) => text.includes('no face in this'),
    ),
  );
  expect(refused.buttons.map(({ label }) => label)).toEqual(['Delete']);
  expect(await bench.bot.services.selfies.waiting('recording:ann')).toEqual([]);
});

test('several people in one prompt are each the right one', async () => {
  bench.work();
  await bench.register('ann', 7);
  await bench.register('bob', 9);
  await bench.type('imagine', { prompt: 'S*bob and S* and S*Bob', seed: 1 });
  const posted = first(withPictures(await bench.until((all) => withPictures(all).length === 1)));
  expect(drawn(posted)).toEqual(['S*bob and S* and S*bob | S*bob=9,S*=7 | 1 | -']);
});

test.each([
  ['without S*', { prompt: 'a chef' }, /Write S\* in the prompt where the person goes/],
  ['of nobody registered', { prompt: 'S* as a chef' }, /no identity yet: \/identity register/],
  ['with too many pictures', { prompt: 'S*', count: 5 }, /whole number from 1 to 4/],
])('a prompt %s is refused by one sentence', async (_name, options, sentence) => {
  expect(textOf(await bench.type('imagine', options))).toMatch(sentence);
});

test('an unknown name is answered by the names there are', async () => {
  bench.work();
  await bench.register('ann', 7);
  expect(textOf(await bench.type('imagine', { prompt: 'S*bob as a chef' }))).toMatch(
    /no identity called "bob".*S\*ann/,
  );
});

test('re-roll draws again from another seed, vary from the same seed with other noise, and both leave the first picture', async () => {
  bench.work();
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S*', seed: 5 });
  const original = first(withPictures(await bench.until((all) => withPictures(all).length === 1)));
  await bench.press(original, 'Re-roll');
  await bench.until((all) => withPictures(all).length === 2);
  await bench.press(original, 'Vary');
  const all = withPictures(await bench.until((messages) => withPictures(messages).length === 3)).map(drawn);
  expect(all[0]).toEqual(['S* | S*=7 | 5 | -']);
  expect(all[1]?.[0]).toMatch(/^S\* \| S\*=7 \| \d+ \| -$/);
  expect(all[1]).not.toEqual(all[0]);
  expect(all[2]?.[0]).toMatch(/^S\* \| S\*=7 \| 5 \| \d+$/);
});

test('editing the prompt shows a form with the words, and draws the new ones from the same seed', async () => {
  bench.work();
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S* as a chef', seed: 5, negative: 'hat' });
  const original = first(withPictures(await bench.until((all) => withPictures(all).length === 1)));
  const reply = await bench.press(original, 'Edit prompt');
  if (reply.kind !== 'form') throw new Error(`a form was expected, not ${reply.kind}`);
  expect(reply.form.fields.map(({ name, value }) => [name, value])).toEqual([
    ['prompt', 'S* as a chef'],
    ['negative', 'hat'],
  ]);
  await bench.press(original, reply.form.actionId, { fields: { prompt: 'S* as a king', negative: '' } });
  const edited = withPictures(await bench.until((all) => withPictures(all).length === 2)).at(-1);
  expect(edited === undefined ? [] : drawn(edited)).toEqual(['S* as a king | S*=7 | 5 | -']);
  const refused = await bench.press(original, reply.form.actionId, { fields: { prompt: 'a king' } });
  expect(textOf(refused)).toMatch(/Write S\*/);
});

test('delete takes the message away, and its buttons say so afterwards', async () => {
  bench.work();
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S*' });
  const posted = first(withPictures(await bench.until((all) => withPictures(all).length === 1)));
  expect(await bench.press(posted, 'Delete')).toEqual({ kind: 'done' });
  expect(withPictures(await bench.platform.messages('general'))).toEqual([]);
  expect(textOf(await bench.press(posted, 'Re-roll'))).toMatch(/has been deleted/);
});

test("somebody else's button is refused by one sentence, and so is a forged one", async () => {
  bench.work();
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S*' });
  const posted = first(withPictures(await bench.until((all) => withPictures(all).length === 1)));
  for (const { label } of posted.buttons.filter((button) => button.label !== 'Report')) {
    expect(textOf(await bench.press(posted, label, { member: 'bob' }))).toMatch(/Only the member who asked/);
  }
  expect(textOf(await bench.press(posted, 'delete.aaaaaaaaaaaa..AAAAAAAAAAAAAAAA'))).toMatch(
    /not one of mine/,
  );
});

test('the buttons work after the bot has been started anew', async () => {
  bench.work();
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S*', seed: 1 });
  const posted = first(withPictures(await bench.until((all) => withPictures(all).length === 1)));
  await bench.bot.close();
  const { prefix, ring } = bench;
  const later = chatBench(server, { prefix, ring });
  await later.bot.ready();
  await later.press(posted, 'Vary');
  await later.until((all) => withPictures(all).length === 2);
  await later.press(posted, 'Delete');
  expect(withPictures(await later.platform.messages('general'))).toHaveLength(1);
  await later.close();
  const stranger = chatBench(server, { prefix, ring: withNewKey(undefined, 'k1') });
  await stranger.bot.ready();
  expect(textOf(await stranger.press(posted, 'Re-roll'))).toMatch(/not one of mine/);
  await stranger.close();
});

test('help lists every command and explains one with its options', async () => {
  const all = textOf(await bench.type('help'));
  for (const name of ['/imagine', '/identity register', '/identity forget-me', '/queue'])
    expect(all).toContain(name);
  const one = textOf(await bench.type('help', { command: '/imagine' }));
  expect(one).toContain('count (optional): How many pictures, as a grid (1 to 4)');
  expect(one).toContain('(Plain, Oil painting, Watercolor, Pencil art, Fauvism)');
  expect(textOf(await bench.type('help', { command: 'dance' }))).toMatch(/no command \/dance/);
});

test('the prompt is completed with ideas and with the names of one’s identities', async () => {
  bench.work();
  await bench.register('ann', 7);
  const complete = (typed: string): Promise<readonly { value: string }[]> =>
    bench.bot.router.complete({
      platform: 'recording',
      community: 'test',
      channel: 'general',
      author: { id: 'ann', displayName: 'Ann' },
      locale: 'en',
      command: 'imagine',
      option: 'prompt',
      typed,
    });
  expect((await complete('')).map(({ value }) => value)).toContain('S* as a chef');
  expect((await complete('a hat on S*a')).map(({ value }) => value)).toEqual(['a hat on S*ann']);
  expect(await complete('a hat on S*bob')).toEqual([]);
});
