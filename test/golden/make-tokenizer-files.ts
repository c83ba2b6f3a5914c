/** @file Writes CLIP's tokenizer files for the Python generators: `npx tsx test/golden/make-tokenizer-files.ts FOLDER`. */
import { writeTokenizer } from '../../src/tokenizer/tokenizer-files.ts';
import { clipDefinition } from '../tokenizer/clip-definition.ts';

await writeTokenizer(process.argv[2] ?? 'clip-tokenizer', clipDefinition());
