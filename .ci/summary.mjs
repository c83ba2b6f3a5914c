/** @file Prints 'N passed, N failed' from vitest's JSON report; fails where nothing passed. */
import { readFileSync } from 'node:fs';

const [file, staticFailures] = process.argv.slice(2);
let passed = 0;
let failed = Number(staticFailures);
try {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  passed = report.numPassedTests;
  failed += report.numFailedTests;
  // A file that does not even load has failed without having any test.
  failed += report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
} catch {
  console.log('The tests left no report.');
  failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(passed > 0 && failed === 0 ? 0 : 1);
