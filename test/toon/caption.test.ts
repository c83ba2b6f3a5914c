/** @file Captions: the paper's forms, the vocabulary, the length, names. */
import { describe as suite, expect, it } from 'vitest';
import { seededRandom } from '../../src/tensor/random.ts';
import { caption, captionWords, paperCaption } from '../../src/toon/caption.ts';
import type { PortraitSpec } from '../../src/toon/compose.ts';
import { contextOf } from '../../src/toon/context.ts';
import { describe } from '../../src/toon/describe.ts';
import { identityOf } from '../../src/toon/identity.ts';
import { celebrityName } from '../../src/toon/names.ts';
import { portraitShotOf, shotOf } from '../../src/toon/shot.ts';
import { STYLE_NAMES } from '../../src/toon/styles/index.ts';

const specOf = (i: number): PortraitSpec => ({
  identity: identityOf(i % 2000),
  shot: shotOf(i),
  context: contextOf(i),
  style: i % 2 === 0 ? 'plain' : (STYLE_NAMES[i % 5] ?? 'plain'),
});

const write = (i: number, name?: string): string => caption(specOf(i), seededRandom(i, 'caption'), name);

const indices = Array.from({ length: 20_000 }, (_, i) => i);
const named = indices.map((i) => write(i, 'S*'));
const described = indices.map((i) => write(i));

suite('paperCaption', () => {
  it.each([
    ['S* face, looking at the camera', {}, 'plain'],
    ['oil painting style, S* face', {}, 'oil'],
    ['Watercolor style, S* face', {}, 'watercolor'],
    ['Pencil art style, S* face', {}, 'pencil'],
    ['Fauvism painting, S* face', {}, 'fauvism'],
    ['S* as a wizard, looking at the camera', { job: 'wizard' }, 'plain'],
    ['S* wearing a hat, looking at the camera', { accessory: 'hat' }, 'plain'],
    ['S* as a chef, looking at the camera', { job: 'chef' }, 'plain'],
    ['S* as a nurse, looking at the camera', { job: 'nurse' }, 'plain'],
    ['S* as a police, looking at the camera', { job: 'police' }, 'plain'],
  ] as const)('writes "%s"', (text, context, style) => {
    expect(paperCaption('S*', context, style)).toBe(text);
  });
});

suite('caption', () => {
  it("has every one of the paper's forms among its own", () => {
    const camera = { identity: identityOf(1), shot: portraitShotOf(1) };
    const forms = [
      { ...camera, context: {}, style: 'plain' },
      { ...camera, context: { job: 'chef' }, style: 'plain' },
      { ...camera, context: { accessory: 'hat' }, style: 'plain' },
      { ...camera, context: {}, style: 'oil' },
    ] as const;
    for (const spec of forms) {
      const texts = indices.slice(0, 60).map((i) => caption(spec, seededRandom(i), 'S*'));
      expect(texts).toContain(paperCaption('S*', spec.context, spec.style));
    }
  });

  it('uses words of the vocabulary alone, and in the end all of them', () => {
    const used = new Set(
      [...named, ...described].flatMap((text) => text.toLowerCase().match(/s\*|[a-z]+/g) ?? []),
    );
    used.delete('s*');
    expect([...used].sort()).toEqual(captionWords());
  });

  it('has at most 27 words and commas', () => {
    const longest = Math.max(
      ...[...named, ...described].map((text) => text.match(/[a-z*]+|,/gi)?.length ?? 0),
    );
    expect(longest).toBeLessThanOrEqual(27);
  });

  it('has no doubled comma, space or leftover placeholder', () => {
    expect(
      [...named, ...described].filter((text) => /,\s*,|\s{2}|[{}]|^[,\s]|[,\s]$|\s,/.test(text)),
    ).toEqual([]);
  });

  it('differs in the name alone when the name differs', () => {
    for (const i of indices.slice(0, 500)) {
      const [a, b] = [celebrityName(i), celebrityName(i + 1)];
      expect(write(i, a).replace(a, b)).toBe(write(i, b));
    }
  });

  it('says nothing of the face in most captions with a name', () => {
    const bare = named.filter((text) => !/S\* with .*(hair|eyes|head)|S\*, an? /.test(text));
    expect(bare.length / named.length).toBeGreaterThan(0.6);
  });

  it('says that the person looks at the camera only when they do', () => {
    const liars = indices.filter(
      (i) =>
        `${named[i] ?? ''} ${described[i] ?? ''}`.includes('looking at the camera') && !specOf(i).shot.camera,
    );
    expect(liars).toEqual([]);
  });

  it('says many different things of a person', () => {
    const words = new Set(
      described.flatMap(
        (text) =>
          text.match(
            /(?:nose|eyebrows|lips|mouth|ears|jaw|chin|face|skin|eyes|hair|beard|freckles|wrinkles)/g,
          ) ?? [],
      ),
    );
    expect(words.size).toBe(14);
  });
});

suite('describe', () => {
  it('tells that a bald bearded man is one', () => {
    const person = identityOf(1);
    const bald = {
      ...person,
      gender: 'man',
      feminine: false,
      beard: 'full',
      hair: { ...person.hair, style: 'bald' },
    } as const;
    const texts = indices.slice(0, 40).map((i) => describe(bald, seededRandom(i), 4));
    expect(texts.some((text) => /(man|guy|male) with (a bald head|no hair)/.test(text))).toBe(true);
    expect(texts.some((text) => text.includes('beard'))).toBe(true);
  });
});
