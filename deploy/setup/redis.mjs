/** @file A Redis server: the one on the PATH, else Debian's package (unpacked into a folder where we are not root). */
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPackage, unpackPackage } from './debian.mjs';
import { findProgram } from './process.mjs';

const advice =
  'Install Redis 6.2 or newer (Debian, Ubuntu: apt-get install redis-server; Fedora: dnf install redis; ' +
  'macOS: brew install redis) and run the same command again.';

/** Puts a `redis-server` on the PATH (`folder`/bin is on it), or throws an Error that says what to install. */
export function provideRedis(folder, say) {
  if (findProgram('redis-server') !== undefined) return;
  if (findProgram('apt-get') === undefined) throw new Error(`There is no redis-server. ${advice}`);
  say("fetching Debian's redis-server...");
  if (installPackage('redis-server') && findProgram('redis-server') !== undefined) return;
  const tree = unpackPackage('redis-server', folder);
  if (tree === undefined) throw new Error(`Debian's redis-server could not be fetched. ${advice}`);
  writeLauncher(folder, tree);
}

/** A `redis-server` that finds its libraries in the unpacked tree. */
function writeLauncher(folder, tree) {
  const architectures = readdirSync(join(tree, 'usr', 'lib')).filter((name) => name.includes('-linux-'));
  const libraries = architectures.map((name) => join(tree, 'usr', 'lib', name)).join(':');
  const launcher = join(folder, 'bin', 'redis-server');
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(
    launcher,
    `#!/bin/sh\nLD_LIBRARY_PATH='${libraries}' exec '${join(tree, 'usr', 'bin', 'redis-server')}' "$@"\n`,
  );
  chmodSync(launcher, 0o755);
}
