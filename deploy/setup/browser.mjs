/** @file A Chromium for the tests of the web chat; without one they are skipped, except in CI. */
import { installPackage } from './debian.mjs';
import { findProgram, isRoot } from './process.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Finds or installs Chromium; where it may not, says so, or throws an Error when CI is true. */
export function provideBrowser(say) {
  if (findProgram(...names) !== undefined) return;
  const mayInstall = isRoot() && findProgram('apt-get') !== undefined;
  if (mayInstall) {
    say('installing Chromium from the Debian package...');
    installPackage('chromium');
    if (findProgram(...names) !== undefined) return;
  }
  const reason = mayInstall ? 'apt-get could not install it' : 'installing it takes root and apt-get';
  if (process.env.CI === 'true') {
    throw new Error(`There is no Chromium and ${reason}; with CI=true the browser tests may not be skipped.`);
  }
  say(`there is no Chromium and ${reason}: the tests in a browser are skipped.`);
}
