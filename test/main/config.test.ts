/** @file Configuration: where settings come from, and what is said when one does not fit. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { loadConfig, required } from '../../src/main/config.ts';
import { documentSettings } from '../../src/main/document-settings.ts';
import { environmentName, settings } from '../../src/main/settings.ts';

const key = Buffer.alloc(32, 7).toString('base64');
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
  file = join(folder, 'dreamidentity.config.json');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('loadConfig', () => {
  it('has a default for every setting that is not secret or optional', () => {
    expect(loadConfig({}, file)).toMatchObject({ webHost: '127.0.0.1', webPort: 8080, provider: 'cpu' });
  });

  it('prefers the environment to the file and the file to the default', () => {
    writeFileSync(file, JSON.stringify({ webPort: 81, drainSeconds: 5 }));
    const config = loadConfig({ WEB_PORT: '82' }, file);
    expect([config.webPort, config.drainSeconds, config.logLevel]).toEqual([82, 5, 'info']);
  });

  it('takes an empty variable as one that is not set', () => {
    expect(loadConfig({ WEB_PORT: '', REDIS_URL: '' }, file).redisUrl).toBeUndefined();
  });

  it('reads a secret from the file that NAME_FILE names', () => {
    const secret = join(folder, 'ring');
    writeFileSync(secret, `first:${key}\n`);
    expect(loadConfig({ KEY_RING_FILE: secret }, file).keyRing?.currentId).toBe('first');
  });

  it('names the file when a secret file cannot be read', () => {
    expect(() => loadConfig({ REDIS_URL_FILE: '/nowhere' }, file)).toThrow(
      new ConfigError('REDIS_URL_FILE names /nowhere, which cannot be read.'),
    );
  });

  it.each([
    [{ WEB_PORT: '70000' }, 'WEB_PORT is "70000"; expected a whole number from 0 to 65535.'],
    [{ WEB_PORT: '8080x' }, 'WEB_PORT is "8080x"; expected a whole number from 0 to 65535.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud"; expected one of debug, info, warn, error, silent.'],
    [{ PROVIDER: 'tpu' }, 'PROVIDER is "tpu"; expected one of cpu, cuda, webgpu, coreml, dml.'],
    [
      { REDIS_URL: 'localhost' },
      'REDIS_URL does not fit; expected an address such as redis://host:6379 or unix:///path/to/socket.',
    ],
  ])('%j is refused with a sentence that names the setting', (environment, message) => {
    expect(() => loadConfig(environment, file)).toThrow(new ConfigError(message));
  });

  it('never repeats a secret in its refusal', () => {
    expect(() => loadConfig({ KEY_RING: 'id:hunter2' }, file)).toThrow(
      /^KEY_RING does not fit; (?!.*hunter2)/,
    );
  });

  it.each([
    ['{', 'is not JSON'],
    ['[]', 'must hold one JSON object'],
    ['{"webport": 1}', '"webport" in .* is no setting; there are redisUrl, .*webPort'],
    ['{"webPort": "x"}', '"webPort" in .* is "x"; expected a whole number'],
  ])('refuses a file that holds %s', (content, message) => {
    writeFileSync(file, content);
    expect(() => loadConfig({}, file)).toThrow(new RegExp(message));
  });
});

describe('required', () => {
  it('says who needs a setting that is not there', () => {
    expect(() => required(loadConfig({}, file), 'redisUrl', 'a worker')).toThrow(
      /^REDIS_URL is not set; a worker needs it/,
    );
  });
});

describe('the page of settings', () => {
  it('is what the settings say (npm run docs writes it)', () => {
    expect(readFileSync('docs/configuration.md', 'utf8')).toBe(documentSettings());
  });

  it('has no two settings of one environment name', () => {
    const names = Object.keys(settings).map(environmentName);
    expect(new Set(names).size).toBe(names.length);
  });
});
