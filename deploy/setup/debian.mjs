/** @file Debian packages: installed as root, else unpacked into a folder. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, isRoot } from './process.mjs';

/** As root: installs a Debian package, with fresh lists where the ones at hand are missing or stale. */
export function installPackage(name) {
  if (!isRoot()) return false;
  const install = ['install', '--yes', '--no-install-recommends', '--quiet', name];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  if (attempt('apt-get', install, { env }).succeeded) return true;
  attempt('apt-get', ['update', '--quiet'], { env });
  return attempt('apt-get', install, { env }).succeeded;
}

/** Without root: unpacks a package, and every package it needs that this system lacks, into `folder`/tree. */
export function unpackPackage(name, folder) {
  const downloads = join(folder, 'downloads');
  const tree = join(folder, 'tree');
  for (const path of [downloads, tree]) mkdirSync(path, { recursive: true });
  if (!download(name, downloads, [])) {
    const options = privateLists(folder);
    attempt('apt-get', [...options, 'update', '--quiet']);
    if (!download(name, downloads, options)) return undefined;
  }
  const unpacked = readdirSync(downloads).every(
    (file) => attempt('dpkg', ['-x', join(downloads, file), tree]).succeeded,
  );
  for (const path of [downloads, join(folder, 'apt')]) rmSync(path, { recursive: true, force: true });
  return unpacked ? tree : undefined;
}

function download(name, downloads, options) {
  const install = ['--print-uris', '--yes', '--no-install-recommends', 'install', name];
  const plan = attempt('apt-get', [...options, ...install]);
  const packages = [...plan.output.matchAll(/^'[^']+' ([^_\s]+)_\S+\.deb /gm)].map((match) => match[1]);
  if (!plan.succeeded || packages.length === 0) return false;
  return attempt('apt-get', [...options, 'download', ...packages], { cwd: downloads }).succeeded;
}

/** Options that let apt-get keep package lists without root. */
function privateLists(folder) {
  const state = join(folder, 'apt');
  for (const path of ['lists/partial', 'cache/archives/partial']) {
    mkdirSync(join(state, path), { recursive: true });
  }
  const settings = [`Dir::State::lists=${state}/lists`, `Dir::Cache=${state}/cache`, 'Debug::NoLocking=1'];
  return settings.flatMap((setting) => ['-o', setting]);
}
