#!/usr/bin/env node
/**
 * @file Sets a fresh clone up with plain Node, then runs a command with everything on its PATH.
 *
 *     node deploy/setup.mjs [--redis] [--browser] [-- COMMAND ARGUMENTS...]
 *
 * Says nothing where nothing is missing.
 */
import { join } from 'node:path';
import { provideBrowser } from './setup/browser.mjs';
import { providePackages } from './setup/packages.mjs';
import { extendedPath, root, runInstead } from './setup/process.mjs';
import { provideRedis } from './setup/redis.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 20)) {
  stop(`Node 20.20 or newer is needed; this is ${process.versions.node}.`);
}

const words = process.argv.slice(2);
const separator = words.indexOf('--');
const options = separator < 0 ? words : words.slice(0, separator);
const command = separator < 0 ? [] : words.slice(separator + 1);
const unknown = options.find((option) => option !== '--redis' && option !== '--browser');
if (unknown !== undefined) stop(`Unknown option ${unknown}; there are --redis and --browser.`);

process.env.PATH = extendedPath();
try {
  providePackages(root, say);
  if (options.includes('--redis')) provideRedis(join(root, '.redis'), say);
  if (options.includes('--browser')) provideBrowser(say);
} catch (error) {
  stop(error.message);
}
if (command.length > 0) runInstead(command);

function say(line) {
  process.stderr.write(`set-up: ${line}\n`);
}

function stop(sentence) {
  say(sentence);
  process.exit(1);
}
