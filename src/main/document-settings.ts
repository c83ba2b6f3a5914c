/** @file docs/configuration.md, from the table of settings. `npm run docs` writes it. */
import { configFile } from './config.ts';
import type { Setting } from './setting.ts';
import { environmentName, settings } from './settings.ts';

/** The page as Markdown. */
export function documentSettings(): string {
  const sections = Object.entries(settings).map(([name, setting]: [string, Setting]) =>
    documentSetting(name, setting),
  );
  return [
    '# Configuration',
    '',
    `Every setting can stand in the environment or in \`${configFile}\` in the folder where the program starts`,
    '(one JSON object). The environment wins over the file; the file wins over the default. A value that does',
    'not fit stops the program with a sentence that names the setting. This page is made from',
    '`src/main/settings.ts` by `npm run docs`.',
    '',
    ...sections,
  ].join('\n');
}

function documentSetting(name: string, setting: Setting): string {
  const variable = environmentName(name);
  const lines = [
    `## ${variable}`,
    '',
    setting.description,
    '',
    `- In the file: \`${name}\``,
    `- Expected: ${setting.expected}`,
    `- Otherwise: ${otherwise(setting)}`,
  ];
  if (setting.secret === true) {
    lines.push(`- A secret: never logged; \`${variable}_FILE\` may name a file that holds it`);
  }
  return `${lines.join('\n')}\n`;
}

function otherwise({ otherwise: words, schema }: Setting): string {
  return words ?? `\`${String(schema.parse(undefined))}\``;
}
