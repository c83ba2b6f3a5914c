/** @file A folder's plan: what all in it follows from, so that a stopped run goes on in its own folder alone. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readJson } from '../checkpoint/stored-file.ts';

/** Writes the plan where there is none; false where there is another. The order of its entries says nothing. Throws CheckpointError. */
export function claimPlan(path: string, plan: object): boolean {
  const text = `${JSON.stringify(plan, undefined, 2)}\n`;
  if (existsSync(path)) return isDeepStrictEqual(readJson(path), JSON.parse(text));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return true;
}
