/** @file Discord and Slack from the configuration, and pictures made to fit. */
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { message } from '../../src/chat/message.ts';
import { decodeImage } from '../../src/image/decode-image.ts';
import { encodePng } from '../../src/image/encode-png.ts';
import { chatAdaptersOf } from '../../src/main/chat-adapters.ts';
import { loadConfig } from '../../src/main/config.ts';
import { fitForDiscord, fitPictures } from '../../src/main/fit-pictures.ts';
import { createLogger } from '../../src/main/observability/logger.ts';
import { createMetrics } from '../../src/main/observability/metrics.ts';

const adaptersFor = (environment: Record<string, string>): readonly string[] =>
  chatAdaptersOf({
    config: loadConfig(environment, 'no-such-file.json'),
    logger: createLogger({ part: 'test', level: 'silent' }),
    metrics: createMetrics(),
  }).map(({ platform }) => platform.name);

it('opens the platforms whose tokens are set, and no other', () => {
  expect(adaptersFor({})).toEqual([]);
  expect(adaptersFor({ DISCORD_TOKEN: 'abcdefghij.k', DISCORD_SHARDS: '0,1/2' })).toEqual(['discord']);
  expect(adaptersFor({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' })).toEqual(['slack']);
});

it('says what is missing or wrong in a platform’s settings', () => {
  expect(() => adaptersFor({ SLACK_BOT_TOKEN: 'xoxb-1' })).toThrow('SLACK_SIGNING_SECRET');
  expect(() => adaptersFor({ DISCORD_TOKEN: 'abcdefghij.k', DISCORD_SHARDS: '0,2/2' })).toThrow(
    'the last is 1',
  );
});

it('re-encodes pictures that are too large until they fit, and leaves the others as they are', async () => {
  const image = { width: 300, height: 200, data: randomBytes(300 * 200 * 3) };
  const bytes = await encodePng(image, {});
  const picture = { bytes, contentType: 'image/png', altText: 'noise', fileName: 'noise.png' } as const;
  const given = message({ text: 'x', pictures: [picture, picture] });
  expect(await fitForDiscord(given)).toEqual(given);
  const fitted = await fitPictures(given, { fileBytes: 9000, messageBytes: 30_000, as: 'webp' });
  for (const one of fitted.pictures) {
    expect(one.bytes.byteLength).toBeLessThanOrEqual(9000);
    expect([one.contentType, one.fileName, one.altText]).toEqual(['image/webp', 'noise.webp', 'noise']);
    const { width, height } = await decodeImage(one.bytes);
    expect(Math.abs(width / height - 300 / 200)).toBeLessThan(0.05);
  }
});
