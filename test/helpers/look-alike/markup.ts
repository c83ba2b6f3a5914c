/** @file HTML as text, in which whatever is no markup is written out. */

export interface Markup {
  readonly markup: string;
}
type Part = Markup | readonly Markup[] | string | number;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const written = (part: Part): string => {
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'markup' in part ? part.markup : part.map(written).join('');
};

/** html`<p>${text}</p>`: strings are escaped, markup is not. */
export const html = (parts: TemplateStringsArray, ...values: readonly Part[]): Markup => ({
  markup: parts.reduce((text, part, i) => text + written(values[i - 1] ?? '') + part),
});

export const nothing: Markup = { markup: '' };

export const when = (so: boolean, markup: Markup): Markup => (so ? markup : nothing);

/** Line breaks as the platforms show them. */
export const inLines = (text: string, line: (one: string) => Markup): readonly Markup[] =>
  text.split('\n').map((one, i) => html`${when(i > 0, html`<br />`)}${line(one)}`);

/** Bytes of a picture as an address. */
export const dataUrl = (bytes: Uint8Array, type = 'image/png'): string =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
