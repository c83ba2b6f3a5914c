/** @file Which language a browser asks for. */

/** The first language of an Accept-Language header. */
export const localeOf = (header: string | undefined): string =>
  /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*/.exec(header ?? '')?.[0] ?? 'en';
