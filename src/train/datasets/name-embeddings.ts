/**
 * @file Where the token embeddings start: names at a random projection of what their people look like.
 *
 * From independent random vectors a model would have to learn thousands of faces by heart; from here it learns one
 * map from the space of names to the space of faces, which also covers faces that no name stands for.
 */
import { encodeText, type Tokenizer } from '../../tokenizer/tokenizer.ts';
import { seededRandom } from '../../tensor/random.ts';
import { celebrityName } from '../../toon/names.ts';
import { identityOf } from '../../toon/identity.ts';
import { identityVectors } from './identity-vector.ts';
import { celebrities } from './people.ts';

const WIDTH = 192;
const DEVIATION = 0.1;

/** The whole table [vocabulary, 192], flat. The second word of a name is its person's own. */
export function namedTokenEmbeddings(tokenizer: Tokenizer, people: number, seed: number): Float32Array {
  const table = seededRandom(seed, 'token-embeddings').fillNormal(
    new Float32Array(tokenizer.vocabulary.size * WIDTH),
    DEVIATION,
  );
  const { first } = celebrities(people);
  const vectors = identityVectors(Array.from({ length: people }, (_, person) => first + person));
  const projection = seededRandom(seed, 'name-projection').fillNormal(
    new Float32Array(vectors.width * WIDTH),
    DEVIATION / Math.sqrt(vectors.width),
  );
  for (let person = 0; person < people; person++) {
    const [id] = encodeText(tokenizer, celebrityName(person).split(' ')[1] ?? '');
    if (id === undefined) throw new RangeError(`celebrity ${person} has no name of their own`);
    table.set(project(vectors.of(identityOf(first + person)), projection), id * WIDTH);
  }
  return table;
}

function project(vector: Float32Array, projection: Float32Array): Float32Array {
  const row = new Float32Array(WIDTH);
  vector.forEach((value, i) => {
    for (let j = 0; j < WIDTH; j++)
      row[j] = (row[j] as number) + value * (projection[i * WIDTH + j] as number);
  });
  return row;
}
