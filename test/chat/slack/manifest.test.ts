/** @file The Slack manifest offers exactly the commands and shortcuts that there are. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../../commands/index.ts';
import { shortcuts } from '../../../src/chat/shortcut.ts';

const manifest = z
  .object({
    features: z.object({
      slash_commands: z.array(
        z.object({ command: z.string(), description: z.string(), usage_hint: z.string().optional() }),
      ),
      shortcuts: z.array(
        z.object({ name: z.string(), type: z.string(), callback_id: z.string(), description: z.string() }),
      ),
    }),
  })
  .parse(JSON.parse(readFileSync('deploy/slack-manifest.json', 'utf8')));

it('has every command with its description, and every subcommand in the hint', () => {
  const { slash_commands: slash } = manifest.features;
  expect(slash.map(({ command, description }) => [command, description])).toEqual(
    commands.map(({ name, description }) => [`/${name}`, description]),
  );
  for (const command of commands) {
    if (command.kind !== 'group') continue;
    const hint = slash.find((one) => one.command === `/${command.name}`)?.usage_hint;
    expect(hint?.split(' | ').toSorted()).toEqual(command.subcommands.map(({ name }) => name).toSorted());
  }
});

it('has every shortcut that Slack knows the like of', () => {
  expect(manifest.features.shortcuts).toEqual(
    shortcuts
      .filter(({ from }) => from !== 'member')
      .map(({ id, name, description, from }) => ({
        name,
        type: from === 'message' ? 'message' : 'global',
        callback_id: id,
        description,
      })),
  );
});
