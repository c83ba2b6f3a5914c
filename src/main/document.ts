/** @file `npm run docs`: writes the pages that are made from the sources. */
import { writeFileSync } from 'node:fs';
import { documentSettings } from './document-settings.ts';

writeFileSync('docs/configuration.md', documentSettings());
