/** @file Who may appear in which training set: ranges of identity seeds, kept apart so that measuring stays honest. */
import { ConfigError } from '../../errors.ts';

/** Identity seeds from here on are validation's, from 2,000,000 on the test's; no recipe may touch either. */
export const VALIDATION_FROM = 1_000_000;

export interface People {
  readonly first: number;
  readonly count: number;
}

/** The people whom the text-to-image model knows by name, and from whom the VAE learns. */
export const celebrities = (count: number): People => trainingPeople({ first: 0, count });

/**
 * The people from whom the face ViT learns to tell faces apart. It has not met the celebrities, so its features of them are as
 * uncertain as those of a stranger, and the encoder that learns from them is not misled.
 */
export const familiar = (count: number): People => trainingPeople({ first: 100_000, count });

/** The people from whom the judges learn; the pipeline's models never see them. */
export const judgePeople = (count: number): People => trainingPeople({ first: 500_000, count });

/** People who are in no other training set: for gate 3, which asks whether the model can be told of a stranger at all. */
export const strangers = (count: number): People => trainingPeople({ first: 900_000, count });

/** People without a name, from whose own pictures the M² encoder learns to reconstruct. */
export const unnamed = (count: number): People => trainingPeople({ first: 10_000, count });

/** Throws ConfigError when the range reaches into the validation seeds. */
export function trainingPeople(people: People): People {
  if (people.first < 0 || people.first + people.count > VALIDATION_FROM) {
    throw new ConfigError(
      `identity seeds ${people.first} to ${people.first + people.count - 1}: recipes may use seeds below ${VALIDATION_FROM} only`,
    );
  }
  return people;
}
