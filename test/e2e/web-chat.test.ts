/** @file A newcomer's way through the web chat, in a real browser on real parts: the demo as it is started by hand. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './accessibility.ts';
import { launchChromium, withoutBrowser } from './chromium.ts';
import { type DemoFolder, demoFolder, type DemoProcess, processorSeconds, startDemoProcess } from './demo.ts';
import { heldRequests } from './held-requests.ts';

/** What the demo's process may work until its page is there. */
const READY_SECONDS = 10;
/** For a machine that does other things besides. */
const SLOW = 180_000;
const STEP_MS = 75_000;

const LATEST_PICTURE_DECODES = `[...document.querySelectorAll('.picture img')].at(-1).decode().then(() => true)`;

describe.skipIf(withoutBrowser !== undefined)('the web chat', { timeout: SLOW }, () => {
  let demo: DemoFolder;
  let running: DemoProcess;
  let browser: Browser;
  let ada: BrowserContext;
  let page: Page;
  let address: string;
  const complaints: string[] = [];

  async function open(context: BrowserContext): Promise<Page> {
    const opened = await context.newPage();
    opened.setDefaultTimeout(STEP_MS);
    opened.on('console', (line) => {
      if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
    });
    opened.on('pageerror', (error) => complaints.push(error.message));
    await opened.goto(address);
    await opened.getByRole('heading', { name: 'Welcome to #studio' }).waitFor();
    return opened;
  }
  const text = (on: Page, wanted: string | RegExp) =>
    on.locator('.text, .toast span').filter({ hasText: wanted }).last();
  const field = () => page.getByRole('textbox', { name: 'Message' });
  const latest = () => page.locator('.message').last();
  const say = async (text: string): Promise<void> => {
    await field().fill(text);
    await field().press('Escape');
    await field().press('Enter');
  };

  beforeAll(async () => {
    demo = await demoFolder();
    running = startDemoProcess(demo.environment);
    [address, browser] = await Promise.all([running.address, launchChromium()]);
    ada = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    page = await open(ada);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    running.child.kill('SIGTERM');
    await running.ended;
    await demo.remove();
  });

  it('leads a newcomer with three steps', async () => {
    expect(await page.locator('.step h3').allInnerTexts()).toEqual([
      '1\nMake a face',
      '2\nRegister it',
      '3\nImagine',
    ]);
    expect(await violations(page)).toEqual([]);
  });

  it('makes a face with dice and sliders, by keyboard too', async () => {
    await page.getByRole('button', { name: 'Open the portrait maker' }).click();
    const maker = page.getByRole('dialog', { name: 'Make a face' });
    const drawn = () => maker.locator('.maker-face .drawing').getAttribute('src');
    const first = await drawn();
    await maker.getByRole('button', { name: 'New face' }).click();
    await expect.poll(drawn, { timeout: STEP_MS }).not.toBe(first);
    const second = await drawn();
    await maker.getByRole('slider', { name: 'Width' }).press('Home');
    await expect.poll(drawn, { timeout: STEP_MS }).not.toBe(second);
    await maker.getByRole('tab', { name: 'Face' }).press('ArrowRight');
    await maker.getByRole('radio', { name: 'Bob', exact: true }).check({ force: true });
    expect(await violations(page)).toEqual([]);
    await maker.getByRole('textbox', { name: 'Name' }).fill('robin');
  });

  it('registers it by an Enter that comes before its upload is done, after a yes to the consent', async () => {
    const arrive = await heldRequests(page, '**/uploads');
    await page.getByRole('button', { name: 'Use this face' }).click();
    await page.getByRole('status').filter({ hasText: 'on its way' }).waitFor();
    expect(await field().inputValue()).toBe('/identity register name:robin');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'sent as soon as it is here' }).waitFor();
    expect(await violations(page)).toEqual([]);
    arrive();
    await page.getByRole('button', { name: 'I agree' }).waitFor();
    expect(await field().inputValue()).toBe('');
    expect(await page.locator('.step').first().getAttribute('class')).toContain('done');
    await page.getByRole('button', { name: 'I agree' }).click();
    await text(page, 'You are registered as "robin"').waitFor();
    expect(await page.locator('.step').nth(1).getAttribute('class')).toContain('done');
    expect(await latest().innerText()).toContain('Only you can see this');
  });

  it('completes a command by Tab, draws with progress, and shows the picture', async () => {
    await field().pressSequentially('/im');
    await page.getByRole('option', { name: /^\/imagine / }).waitFor();
    expect(await violations(page)).toEqual([]);
    await field().press('Tab');
    await field().pressSequentially('S* as a chef seed:7');
    await field().press('Enter');
    await page.getByRole('progressbar').waitFor();
    const picture = latest().getByRole('img', { name: 'Picture drawn for “S* as a chef”' });
    await picture.waitFor();
    expect(await page.evaluate<boolean>(LATEST_PICTURE_DECODES)).toBe(true);
    // Large enough to enjoy, however small it was drawn.
    expect((await picture.boundingBox())?.width).toBe(420);
    expect(await violations(page)).toEqual([]);
  });

  it('edits the prompt in a form and draws again', async () => {
    await latest().getByRole('button', { name: 'Edit prompt' }).click();
    const form = page.getByRole('dialog', { name: 'Edit the prompt' });
    expect(await violations(page)).toEqual([]);
    await form.getByRole('textbox').first().fill('S* as a red chef');
    await form.getByRole('button', { name: 'Draw it' }).click();
    await page.getByRole('img', { name: 'Picture drawn for “S* as a red chef”' }).waitFor();
  });

  it('opens pictures in a gallery that keys move through', async () => {
    await page.locator('.picture-open').last().click();
    const gallery = page.getByRole('dialog', { name: 'Gallery' });
    const shown = () => gallery.locator('.lightbox-stage > img').getAttribute('src');
    const last = await shown();
    await page.keyboard.press('ArrowLeft');
    expect(await shown()).not.toBe(last);
    await page.keyboard.press('End');
    expect(await shown()).toBe(last);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await gallery.waitFor({ state: 'detached' });
  });

  it('draws a grid, and goes to the end, where the answer is, from wherever one reads', async () => {
    await page.getByRole('region', { name: 'Messages' }).focus();
    await page.keyboard.press('Home');
    const jump = page.getByRole('button', { name: 'Latest' });
    await jump.waitFor();
    await say('/imagine S* as a chef count:4 steps:2');
    await jump.waitFor({ state: 'detached' });
    await page.getByRole('img', { name: /^Picture 4 of 4 drawn/ }).waitFor();
  });

  it('cancels a picture on its way', async () => {
    await say('/imagine S* as a chef count:4 steps:100');
    await latest().getByRole('button', { name: 'Cancel' }).click();
    await text(page, 'Cancelled.').waitFor();
  });

  it('shows others the picture, not what is private, and keeps the buttons their owner’s', async () => {
    const bo = await browser.newContext();
    const other = await open(bo);
    await other.getByRole('img', { name: 'Picture drawn for “S* as a chef”' }).first().waitFor();
    expect(await other.getByText('You are registered').count()).toBe(0);
    await other.getByRole('button', { name: 'Delete' }).first().click();
    await text(other, 'Only the member who asked for this may use its buttons: ask for your own.').waitFor();
    await other.getByRole('textbox', { name: 'Message' }).fill('nice chef!');
    await other.keyboard.press('Enter');
    await text(page, 'nice chef!').waitFor();
    await bo.close();
  });

  it('says why a dropped file is not a face', async () => {
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hi') });
    await text(page, '"notes.txt" is not a PNG, JPEG or WebP picture.').waitFor();
    await page.locator('input[type=file]').setInputFiles({
      name: 'big.png',
      mimeType: 'image/png',
      buffer: Buffer.alloc(9 * 1024 * 1024),
    });
    await text(page, /^That file has 9 MB; at most \d+ MB fit: choose a smaller one\.$/).waitFor();
  });

  it('refuses a photograph with a sentence and the way to the portrait maker', async () => {
    const photograph = 'node_modules/@vladmandic/face-api/demo/sample6.jpg';
    const line = '/identity register name:photo consent:true';
    const arrive = await heldRequests(page, '**/uploads');
    await page.locator('input[type=file]').setInputFiles(photograph);
    const onItsWay = page.getByRole('status').filter({ hasText: 'on its way' });
    await onItsWay.waitFor();
    await field().fill(line);
    arrive();
    await onItsWay.waitFor({ state: 'hidden' });
    // What was typed meanwhile stands there as it was typed.
    expect(await field().inputValue()).toBe(line);
    await say(line);
    await text(page, /I know drawn faces only/).waitFor();
    await latest().getByRole('button', { name: 'Open the portrait maker' }).click();
    await page.getByRole('dialog', { name: 'Make a face' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('draws a newcomer from a photo beside it, and registers the drawing', async () => {
    await latest().getByRole('button', { name: 'Open the portrait maker' }).click();
    const maker = page.getByRole('dialog', { name: 'Make a face' });
    const drawn = () => maker.locator('.maker-face .drawing').getAttribute('src');
    const before = await drawn();
    const photo = maker.getByLabel('A photo of you');
    await photo.setInputFiles('test/golden/photos/cameraman.jpg');
    await maker.getByRole('status').filter({ hasText: 'The face' }).waitFor();
    expect(await drawn()).toBe(before);
    await photo.setInputFiles('test/golden/photos/astronaut.jpg');
    await maker.getByRole('img', { name: 'Your photo' }).waitFor();
    await expect.poll(drawn, { timeout: STEP_MS }).not.toBe(before);
    const [bare, glasses] = [await drawn(), maker.getByRole('checkbox', { name: 'Glasses' })];
    expect(await glasses.isChecked()).toBe(false);
    await glasses.check({ force: true });
    await expect.poll(drawn, { timeout: STEP_MS }).not.toBe(bare);
    await glasses.uncheck({ force: true });
    await expect.poll(drawn, { timeout: STEP_MS }).toBe(bare);
    expect(await violations(page)).toEqual([]);
    await maker.getByRole('textbox', { name: 'Name' }).fill('eileen');
    await maker.getByRole('button', { name: 'Use this face' }).click();
    await page.getByText('eileen.png').waitFor();
    await say('/identity register name:eileen consent:true');
    await text(page, 'You are registered as "eileen"').waitFor();
  });

  it('answers a command that it does not have with what was probably meant, and keeps the line', async () => {
    await say('/imagin a cat');
    await latest().getByText('Did you mean /imagine?').waitFor();
    expect(await field().inputValue()).toBe('/imagin a cat');
    await field().fill('');
  });

  it('is light or dark as one likes, and remembers it', async () => {
    const background = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const before = await background();
    await page.getByRole('button', { name: 'Switch to dark' }).click();
    const dark = await background();
    expect(dark).not.toBe(before);
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: 'Switch to light' }).waitFor();
    expect(await background()).toBe(dark);
  });

  it('fits a phone, with the side bar behind a button', async () => {
    const phone = await browser.newContext({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const small = await open(phone);
    const overflow = () => small.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(await overflow()).toBe(0);
    expect(await violations(small)).toEqual([]);
    await small.getByRole('button', { name: 'Gallery' }).click();
    for (const name of ['Previous picture', 'Next picture']) {
      const box = await small.getByRole('button', { name }).boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    }
    await small.keyboard.press('Escape');
    await small.getByRole('button', { name: 'Channels and people' }).click();
    await small.getByRole('button', { name: 'Change your name' }).click();
    const form = small.getByRole('dialog', { name: 'Your name here' });
    await form.getByRole('textbox').fill('Phone Person');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Phone Person').waitFor({ state: 'attached' });
    expect(await overflow()).toBe(0);
    await phone.close();
  });

  it(
    'has everything, and is soon ready, after Ctrl-C and a new start; old buttons work',
    async () => {
      running.child.kill('SIGINT');
      expect((await running.ended).status).toBe(0);
      const port = new URL(address).port;
      running = startDemoProcess({ ...demo.environment, WEB_PORT: port });
      address = await running.address;
      // Its own processor time, which is the same on a busy machine: ten seconds on the clock need less than that.
      expect(processorSeconds(running.child.pid)).toBeLessThan(READY_SECONDS);
      // The page that stayed open connects again by itself.
      await page.locator('.banner').waitFor({ state: 'detached' });
      await page.getByRole('img', { name: 'Picture drawn for “S* as a red chef”' }).waitFor();
      await say('/queue');
      await latest().getByText('Nothing is waiting').waitFor();
      const message = page.locator('.message', { has: page.getByText('“S* as a red chef”') }).last();
      await message.getByRole('button', { name: 'Delete' }).click();
      await page.getByText('“S* as a red chef”').waitFor({ state: 'detached' });
    },
    2 * SLOW,
  );

  it('has complained of nothing meanwhile', () => {
    // A socket that the server's end closed, and refused uploads, are what browsers report themselves.
    expect(
      complaints.filter((text) => !/WebSocket connection|status of 400|ERR_CONNECTION/.test(text)),
    ).toEqual([]);
  });
});
