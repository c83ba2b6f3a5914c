/**
 * @file `npm run demo`: everything on this machine: a Redis of its own, one worker, the web chat on loopback.
 *
 *     npm run demo
 *     npm run -s demo -- --once --face FILE --prompt "S* as a chef" --out FILE [--seed N] [--json]
 *     npm run -s demo -- --help
 */
import { demoOptions } from './demo-options.ts';
import { runDemo } from './demo-chat.ts';
import { runOnce } from './demo-once.ts';
import { reportFailure } from './report-failure.ts';

try {
  const options = demoOptions(process.argv.slice(2));
  if (options.help !== undefined) process.stdout.write(options.help);
  else process.exit(options.once === undefined ? await runDemo() : await runOnce(options.once));
} catch (error) {
  process.exit(reportFailure(error));
}
