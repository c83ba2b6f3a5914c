/** @file Runs before the first paint, so that a chosen theme never flashes in the other colours. */
import { storedTheme } from './theme.ts';

const theme = storedTheme();
if (theme !== undefined) document.documentElement.dataset['theme'] = theme;
