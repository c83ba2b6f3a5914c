/** @file All jobs. */
import { astronaut } from './astronaut.ts';
import { builder } from './builder.ts';
import { chef } from './chef.ts';
import { clown } from './clown.ts';
import { cowboy } from './cowboy.ts';
import { detective } from './detective.ts';
import { doctor } from './doctor.ts';
import { farmer } from './farmer.ts';
import { firefighter } from './firefighter.ts';
import { graduate } from './graduate.ts';
import { king } from './king.ts';
import { knight } from './knight.ts';
import { nurse } from './nurse.ts';
import { pirate } from './pirate.ts';
import { police } from './police.ts';
import { queen } from './queen.ts';
import { sailor } from './sailor.ts';
import { santa } from './santa.ts';
import { viking } from './viking.ts';
import { wizard } from './wizard.ts';
import type { Costume } from './costume.ts';

export const JOBS = {
  chef,
  nurse,
  doctor,
  wizard,
  police,
  astronaut,
  firefighter,
  pirate,
  king,
  queen,
  farmer,
  knight,
  cowboy,
  detective,
  clown,
  builder,
  sailor,
  viking,
  santa,
  graduate,
} satisfies Readonly<Record<string, Costume>>;

export type JobName = keyof typeof JOBS;

/** The same costume with its optional parts visible to the type checker. */
export const costumeOf = (job: JobName): Costume => JOBS[job];
