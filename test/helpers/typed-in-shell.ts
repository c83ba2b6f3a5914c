/** @file Commands of a page as somebody types them into a shell, and the services that they start. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** The fenced shell blocks of a page, line by line. */
export const shellBlocks = (page: string): readonly (readonly string[])[] =>
  [...readFileSync(page, 'utf8').matchAll(/^ *```sh\n(.*?)^ *```/gms)].map(([, block = '']) =>
    block
      .trim()
      .split('\n')
      .map((line) => line.trim()),
  );

export interface Typed {
  /** Ends it as Ctrl-C or a service manager does; resolves when everything that it started is gone. */
  readonly stop: () => Promise<void>;
  readonly output: () => string;
}

/** Runs lines in a shell, the last of them until it is stopped or whoever asked is gone. */
export function typeIntoShell(
  lines: readonly string[],
  environment: Readonly<Record<string, string>>,
): Typed {
  const before = lines.slice(0, -1).join('\n');
  // When its input ends, all of its group is told to.
  const script = `${before}\n{ ${lines.at(-1) ?? ''}; echo "ended with $?"; } &\ncat > /dev/null; trap '' TERM; kill -TERM 0; wait`;
  const child = spawn('sh', ['-c', script], {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => (said += data.toString()));
  }
  const ended = once(child, 'close');
  return {
    output: () => said,
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
