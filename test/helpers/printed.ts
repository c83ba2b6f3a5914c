/** @file What a command prints, kept from the terminal. */
import { vi } from 'vitest';

/** From now on, until the mocks are restored; errors are not printed either, nor kept. */
export function keepPrinted(): { text: string } {
  const printed = { text: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.text += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return printed;
}
