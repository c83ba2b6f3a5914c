/** @file The browser of the end-to-end tests: Debian's Chromium, found on PATH. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const found = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) => names.map((name) => join(folder, name)))
  .find((path) => existsSync(path));

/** Why the tests with a browser are left out; undefined when there is one. With CI=true a missing browser is a failure. */
export const withoutBrowser: string | undefined =
  found === undefined ? 'no Chromium on PATH (Debian: apt install chromium)' : undefined;

if (withoutBrowser !== undefined) {
  if (process.env['CI'] === 'true') throw new Error(`The end-to-end tests need a browser: ${withoutBrowser}`);
  process.stderr.write(`Skipped the end-to-end tests: ${withoutBrowser}\n`);
}

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: found ?? '', args: ['--no-sandbox'] });
