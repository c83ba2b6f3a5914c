/** @file The command line: `npm run dreamidentity -- SUBCOMMAND ...`. */
import { reportFailure } from './report-failure.ts';
import { runSubcommand } from './subcommands.ts';

try {
  await runSubcommand(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportFailure(error);
}
