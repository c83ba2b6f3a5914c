/** @file How long something takes, told by the processor: a busy machine's other processes are not counted. */

/** Milliseconds of processor time that this process has used until now. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
