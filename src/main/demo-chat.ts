/** @file The demo with its web chat, and with Discord and Slack where their tokens are set: runs until Ctrl-C. */
import { type DemoBase, startBase, startDemo } from './demo-parts.ts';
import { webAdapterOf } from './bot-service.ts';
import { chatAdaptersOf } from './chat-adapters.ts';
import { drainOnSignal, endWithParent } from './drain.ts';
import { reportFailure } from './report-failure.ts';

/** Resolves with the exit status. Throws ConfigError where it cannot start. */
export async function runDemo(write: (text: string) => void = toStandardOutput): Promise<number> {
  const started = endWithParent();
  const base = await startBase();
  const { context, redisUrl, ring } = base;
  const web = webAdapterOf(context, redisUrl, ring);
  const others = chatAdaptersOf(context);
  const demo = await startDemo(base, [web, ...others]);
  let failure: unknown;
  started();
  const { done, begin } = drainOnSignal({
    seconds: context.config.drainSeconds,
    onSignal: () => {
      write('\nStopping: a picture in hand is finished first. Ctrl-C again leaves at once.\n');
    },
    steps: demo.stop,
    onError: (error) => {
      context.logger.error({ err: error }, 'a part did not stop well');
    },
  });
  demo.workerFailed.catch((error: unknown) => {
    failure = error;
    begin();
  });
  const names = others.map(({ platform }) => NAMES[platform.name] ?? platform.name);
  write(greeting(base, web.address(), names));
  const status = await done;
  return failure === undefined ? status : reportFailure(failure);
}

const NAMES: Readonly<Record<string, string>> = { discord: 'Discord', slack: 'Slack' };

const greeting = ({ logFile, redis }: DemoBase, address: string, others: readonly string[]): string =>
  [
    '',
    '  DreamIdentity is running.',
    '',
    `  Web chat   ${address}`,
    ...(others.length === 0 ? [] : [`  Also on    ${others.join(' and ')}`]),
    `  Redis      ${redis === undefined ? 'the one of REDIS_URL' : 'its own, with its data beside the log'}`,
    `  Log        ${logFile}`,
    '',
    '  Ctrl-C stops it; what is registered stays.',
    '',
    '',
  ].join('\n');

function toStandardOutput(text: string): void {
  process.stdout.write(text);
}
