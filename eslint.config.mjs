/** @file Lint rules: everything that typescript-eslint can find with types, and the house's own habits. */
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const forbiddenSyntax = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  { selector: 'TSEnumDeclaration', message: 'A union of literals instead of an enum.' },
  { selector: 'TSNonNullExpression', message: 'Handle the absent case instead of `!`.' },
];
const environment = [
  { object: 'process', property: 'env', message: 'Only src/main/config.ts reads the environment.' },
];

export default defineConfig(
  globalIgnores(['node_modules/', 'dist/', 'coverage/', '.data/', '.redis/', 'weights/']),
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 350 }],
      'no-restricted-syntax': ['error', ...forbiddenSyntax],
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // It asks for `!`, which the house forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx', 'commands/**/*.ts', 'workers/**/*.ts'],
    ignores: ['src/main/**'],
    rules: { 'no-console': ['error'], 'no-restricted-properties': ['error', ...environment] },
  },
  {
    files: ['src/main/**/*.ts'],
    ignores: ['src/main/config.ts'],
    rules: { 'no-restricted-properties': ['error', ...environment] },
  },
  {
    // A catalogue is as long as its language needs.
    files: ['src/chat/language/*.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    // Configurations of tools must use a default export.
    files: ['vitest.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    extends: [tseslint.configs.base],
    rules: { eqeqeq: 'error', 'no-var': 'error', 'prefer-const': 'error', 'object-shorthand': 'error' },
  },
);
