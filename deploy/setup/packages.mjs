/** @file npm packages: installed when node_modules lacks one that the lock names, or holds another version. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from './process.mjs';

/** Installs the packages of `folder`'s lock where they are missing; throws an Error that says what to do. */
export function providePackages(folder, say) {
  const lack = missingPackage(folder);
  if (lack === undefined) return;
  say(`installing npm packages (${lack}); this takes a minute or more...`);
  // In a terminal npm shows that it is at work; in a log that would only be noise.
  const progress = process.stderr.isTTY ? '--progress' : '--no-progress';
  const { succeeded } = attempt('npm', ['ci', progress, '--loglevel=error'], {
    cwd: folder,
    show: true,
  });
  if (!succeeded) throw new Error('`npm ci` failed (above); mend it, then run the same command again.');
}

/** Says what differs between the lock and what is installed; undefined when all is there. */
function missingPackage(folder) {
  const installedLock = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return 'there is no node_modules';
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  const installed = packagesOf(installedLock);
  for (const [path, { version, optional, link }] of Object.entries(wanted)) {
    if (path === '' || link === true) continue;
    const present = installed[path];
    // Optional ones are builds for other systems.
    if (present === undefined && optional === true) continue;
    if (present?.version !== version) return `${path.replace(/^node_modules\//, '')} ${version} is not there`;
  }
  return undefined;
}

const packagesOf = (lock) => JSON.parse(readFileSync(lock, 'utf8')).packages;
