/**
 * @file Pictures of Discord and Slack for docs/: look-alike windows in Chromium, of the very payloads that the adapters send.
 * With the fonts Noto Sans and Lato (Debian: fonts-noto-core, fonts-lato) they look as the platforms do.
 * Usage: screenshots.ts [folder] [bundle]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeImage } from '../../../src/image/decode-image.ts';
import { encodeWebp } from '../../../src/image/encode-lossy.ts';
import { launchChromium } from '../../e2e/chromium.ts';
import { discordScenes } from './discord-scenes.ts';
import { slackScenes } from './slack-scenes.ts';
import { openStage } from './stage.ts';

const [folder = 'docs/pictures', bundle = 'weights/toon'] = process.argv.slice(2);
const LIMITS = { maxBytes: Infinity, maxSide: 10_000, maxPixels: 50_000_000, minSide: 1 };

await mkdir(folder, { recursive: true });
const stage = await openStage(bundle);
const browser = await launchChromium();
const context = await browser.newContext({ viewport: { width: 1180, height: 850 }, deviceScaleFactor: 1.25 });
for (const record of [discordScenes, slackScenes]) {
  for (const [name, html] of await record(stage)) {
    const page = await context.newPage();
    await page.setContent(html, { waitUntil: 'load' });
    const picture = await decodeImage(await page.screenshot(), LIMITS);
    await writeFile(join(folder, `${name}.webp`), await encodeWebp(picture, 84));
    await page.close();
  }
}
await browser.close();
await stage.close();
