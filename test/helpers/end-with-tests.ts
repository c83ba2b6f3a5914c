/** @file When the run of the tests is killed, its workers end too; what they started (Redis, bots, demos) notices that itself. */
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGKILL');
});
