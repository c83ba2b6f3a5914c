/** @file `gate`: one of the measurements that a training must pass before the next hours are spent. */
import { Argument, Command } from 'commander';
import { gateLine } from '../../evaluate/gates/gate.ts';
import { GATES } from '../../evaluate/gates/index.ts';
import { parse } from './arguments.ts';

/** Takes the words after `gate`; the process ends with code 1 when the gate fails. */
export async function runGate(argv: readonly string[]): Promise<void> {
  const command = new Command('gate')
    .description('Measures on validation people whether a training may go on, and prints one line.')
    .addArgument(new Argument('<name>').choices(GATES.map(({ name }) => name)))
    .action(pass);
  await parse(command, argv);
}

async function pass(name: string): Promise<void> {
  const gate = GATES.find((candidate) => candidate.name === name);
  if (gate === undefined) return;
  const result = await gate.run();
  process.stdout.write(`${gateLine(gate, result)}\n`);
  if (!result.passed) process.exitCode = 1;
}
