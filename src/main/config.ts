/** @file The configuration: environment over file over defaults. The only reader of the environment. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError } from '../errors.ts';
import type { Setting } from './setting.ts';
import { type Config, environmentName, type SettingName, settings } from './settings.ts';

export type { Config } from './settings.ts';

export const configFile = 'dreamidentity.config.json';

type Environment = Readonly<Record<string, string | undefined>>;

interface Found {
  readonly value: unknown;
  readonly place: string;
}

/** Throws ConfigError that names the first setting that is unknown or does not fit. */
export function loadConfig(environment: Environment = process.env, path = configFile): Config {
  const file = readConfigFile(path);
  const entries = Object.entries(settings).map(([name, setting]: [string, Setting]) => {
    const found = fromEnvironment(environment, name, setting) ?? fromFile(file, name, path);
    return [name, parse(name, setting, found)] as const;
  });
  // Each entry was parsed by the schema that gives Config its type.
  return Object.freeze(Object.fromEntries(entries)) as Config;
}

/** The setting, or a ConfigError that says how to set it and who needs it. */
export function required<K extends SettingName>(
  config: Config,
  name: K,
  whatFor: string,
): NonNullable<Config[K]> {
  const value = config[name];
  if (value === undefined) {
    throw new ConfigError(
      `${environmentName(name)} is not set; ${whatFor} needs it (expected ${settings[name].expected}).`,
    );
  }
  return value;
}

function fromEnvironment(environment: Environment, name: string, setting: Setting): Found | undefined {
  const variable = environmentName(name);
  const value = environment[variable];
  // An empty variable is how shells and compose files leave a setting out.
  if (value !== undefined && value !== '') return { value, place: variable };
  const path = setting.secret === true ? environment[`${variable}_FILE`] : undefined;
  if (path === undefined || path === '') return undefined;
  const place = `${variable}_FILE`;
  try {
    return { value: readFileSync(path, 'utf8').trim(), place };
  } catch (cause) {
    throw new ConfigError(`${place} names ${path}, which cannot be read.`, { cause });
  }
}

function fromFile(file: Readonly<Record<string, unknown>>, name: string, path: string): Found | undefined {
  return name in file ? { value: file[name], place: `"${name}" in ${path}` } : undefined;
}

function parse(name: string, setting: Setting, found: Found | undefined): unknown {
  const result = setting.schema.safeParse(found?.value);
  if (result.success) return result.data;
  const { place = environmentName(name), value } = found ?? {};
  // A secret's value is never repeated.
  const came = setting.secret === true ? 'does not fit' : `is ${JSON.stringify(value)}`;
  throw new ConfigError(`${place} ${came}; expected ${setting.expected}.`);
}

function readConfigFile(path: string): Readonly<Record<string, unknown>> {
  if (!existsSync(path)) return {};
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new ConfigError(`${path} is not JSON.`, { cause });
  }
  const file = z.record(z.string(), z.unknown()).safeParse(content);
  if (!file.success) throw new ConfigError(`${path} must hold one JSON object.`);
  const unknown = Object.keys(file.data).find((name) => !(name in settings));
  if (unknown !== undefined) {
    throw new ConfigError(
      `"${unknown}" in ${path} is no setting; there are ${Object.keys(settings).join(', ')}.`,
    );
  }
  return file.data;
}

/** The environment of a child process: ours with some settings of its own. */
export const childEnvironment = (settingsOfChild: Environment): NodeJS.ProcessEnv => ({
  ...process.env,
  ...settingsOfChild,
});
