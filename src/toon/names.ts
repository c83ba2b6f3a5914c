/** @file Invented names: a shared first name and a surname that nobody else has. */
import { seededRandom } from '../tensor/random.ts';
import { captionWords } from './caption.ts';

const FIRST_NAMES = [
  ...[
    'Abri',
    'Arvu',
    'Belo',
    'Brisa',
    'Cadri',
    'Cefa',
    'Corvi',
    'Dalo',
    'Deva',
    'Dorri',
    'Ebro',
    'Elno',
    'Eska',
    'Fara',
  ],
  ...[
    'Fenno',
    'Galo',
    'Gisa',
    'Hanri',
    'Hollo',
    'Ibra',
    'Ilva',
    'Jando',
    'Jesko',
    'Joru',
    'Kalli',
    'Kembo',
    'Kirro',
  ],
  ...[
    'Lando',
    'Lemi',
    'Lussa',
    'Mabo',
    'Merri',
    'Mikku',
    'Nadu',
    'Nessa',
    'Nolo',
    'Olwa',
    'Orri',
    'Pavi',
    'Pemba',
  ],
  ...[
    'Quilo',
    'Raffo',
    'Renni',
    'Rosu',
    'Sabo',
    'Selka',
    'Sivi',
    'Tamo',
    'Tevi',
    'Tildo',
    'Ubo',
    'Ulwe',
    'Vando',
    'Vessa',
  ],
  ...['Wenno', 'Wila', 'Xandi', 'Yarro', 'Yoli', 'Zenni', 'Zumi'],
] as const;

/** Names that exist; more than the recipes ask for. */
export const NAME_COUNT = 6000;

const ONSETS = [
  'b',
  'br',
  'd',
  'dr',
  'f',
  'g',
  'gr',
  'h',
  'k',
  'kr',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  'sh',
  't',
  'th',
  'tr',
  'v',
  'w',
  'z',
] as const;
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'a', 'e', 'o', 'ai', 'ou'] as const;
const MIDDLES = [
  'b',
  'd',
  'g',
  'k',
  'l',
  'll',
  'm',
  'n',
  'nd',
  'nt',
  'r',
  'rd',
  'rk',
  'rv',
  's',
  'st',
  'sk',
  't',
  'v',
  'z',
  'lm',
  'mp',
] as const;
const ENDINGS = [
  'ak',
  'an',
  'ek',
  'el',
  'en',
  'er',
  'esh',
  'ik',
  'il',
  'in',
  'is',
  'o',
  'oda',
  'ola',
  'on',
  'or',
  'ova',
  'u',
  'um',
  'ush',
] as const;

/** Syllables that would sound rude in English. */
const RUDE =
  /shi[st]|fuk|fag|tit|dik|kun|rap|nig|kok|sex|ass|cum|hor[ek]|gas|naz|kil|pus|bit|pis|wan?k|anal|slu|gro?p/;

const titled = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Surnames in a fixed order, none of them a word of a caption or a first name. */
function inventSurnames(): readonly string[] {
  const r = seededRandom('surnames', 'names');
  const taken = new Set([...captionWords(), ...FIRST_NAMES.map((name) => name.toLowerCase())]);
  const surnames: string[] = [];
  while (surnames.length < NAME_COUNT) {
    const middle = r.chance(0.5) ? '' : `${r.pick(MIDDLES)}${r.pick(VOWELS)}`;
    const word = `${r.pick(ONSETS)}${r.pick(VOWELS)}${middle}${r.pick(MIDDLES)}${r.pick(ENDINGS)}`;
    if (word.length < 5 || word.length > 10 || RUDE.test(word) || taken.has(word)) continue;
    taken.add(word);
    surnames.push(titled(word));
  }
  return surnames;
}

let surnames: readonly string[] | undefined;

/** "First Surname" of celebrity `index`: two words, the second theirs alone. Throws RangeError outside 0 to NAME_COUNT - 1. */
export function celebrityName(index: number): string {
  surnames ??= inventSurnames();
  const surname = surnames[index];
  if (surname === undefined) throw new RangeError(`celebrity ${index}: names go from 0 to ${NAME_COUNT - 1}`);
  const first = seededRandom(index, 'first-name').pick(FIRST_NAMES);
  return `${first} ${surname}`;
}
