/** @file Light or dark: the system's choice until somebody makes another, which this browser keeps. */
import { useEffect, useState } from 'preact/hooks';

export type Theme = 'light' | 'dark';

const KEY = 'dreamidentity.theme';

export function storedTheme(): Theme | undefined {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'light' || stored === 'dark' ? stored : undefined;
  } catch {
    return undefined; // storage is switched off
  }
}

/** The theme in force, and a way to choose one. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const [chosen, choose] = useState(storedTheme);
  const [systemDark, setSystemDark] = useState(system.matches);
  useEffect(() => {
    const listen = (): void => {
      setSystemDark(system.matches);
    };
    system.addEventListener('change', listen);
    return () => {
      system.removeEventListener('change', listen);
    };
  }, []);
  const set = (theme: Theme): void => {
    document.documentElement.dataset['theme'] = theme;
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // It holds until the page is left.
    }
    choose(theme);
  };
  return [chosen ?? (systemDark ? 'dark' : 'light'), set];
}
