/** @file Errors that more than one room throws or catches. */
import { ENGLISH, inLanguage, type Text } from './say.ts';

/**
 * Something that the person who asked can correct. Routers and the command line show its message to them.
 * `id` is stable, for tests, translations and logs ("no-face", "prompt-too-long").
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly id: string;
  /** The message, for readers of other languages too. */
  readonly text: Text;
  constructor(id: string, text: Text, options?: ErrorOptions) {
    super(inLanguage(text, ENGLISH), options);
    this.id = id;
    this.text = text;
  }
}

/** Operands or attributes do not fit an operator or a layer: a bug in the caller, never retried. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** A checkpoint file or bundle is damaged, incomplete or of another layout. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
}

/** The deployment is configured wrongly; names the setting, what came and what was expected. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
