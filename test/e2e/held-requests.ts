/** @file Requests of a page that do not arrive until they may. */
import type { Page } from 'playwright-core';

/** Holds those of that glob back; the function lets them go, and all later ones. */
export async function heldRequests(page: Page, glob: string): Promise<() => void> {
  let arrive: () => void = () => undefined;
  const arriving = new Promise<void>((done) => (arrive = done));
  await page.route(glob, async (route) => {
    await arriving;
    await route.continue();
  });
  return () => {
    arrive();
  };
}
