/** @file Ids: unguessable, short, safe in keys, file names and button ids. */
import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const ID_LENGTH = 20;

/** 100 random bits as 20 letters and digits. */
export const newId = (): string => encode(randomBytes(ID_LENGTH));

/** The same id for the same text, so that a repeated delivery of one invocation asks for one job. */
export const idOf = (text: string): string => encode(createHash('sha256').update(text).digest());

const encode = (bytes: Buffer): string =>
  Array.from(bytes.subarray(0, ID_LENGTH), (byte) => ALPHABET.charAt(byte & 31)).join('');
