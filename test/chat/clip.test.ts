/** @file Text that does not fit is cut where it still reads. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip } from '../../src/chat/clip.ts';
import { render } from '../../src/chat/discord/render.ts';
import { message } from '../../src/chat/message.ts';
import { progressBar } from '../../src/chat/progress-bar.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('a text that is cut', () => {
  it('fits, has no half character, and says that there was more', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, max) => {
        const cut = clip(text, max);
        expect(cut.length).toBeLessThanOrEqual(Math.max(max, 1));
        expect(cut).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
        if (text.length <= max) expect(cut).toBe(text);
        else expect(cut.endsWith('…')).toBe(true);
      }),
    );
  });

  it('ends on Discord in no half escape, which would show a backslash', () => {
    for (let words = 1985; words < 2000; words += 1) {
      for (const markup of ['**********', '\\\\\\\\\\\\\\\\', '_a_b_c_d_e_']) {
        const { content } = render(message({ text: 'x'.repeat(words) + markup })).body;
        expect(content.length).toBeLessThanOrEqual(2000);
        expect(content.replaceAll(/\\./gs, '')).not.toContain('\\');
        expect(content.replaceAll(/\\[\\*_]/g, '')).not.toMatch(/\\…/);
      }
    }
  });
});

it('a bar is as long for every fraction, and full or empty beyond', () => {
  expect([-1, 0, 0.5, 1, 7].map((one) => progressBar(one).replaceAll('▱', '').length)).toEqual([
    0, 0, 10, 20, 20,
  ]);
  expect([-1, 0.3, 7].map((one) => progressBar(one).length)).toEqual([20, 20, 20]);
});
