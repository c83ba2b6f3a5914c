/** @file The page's files: bundled from the client's sources by esbuild at start-up. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type OutputFile } from 'esbuild';
import { ConfigError } from '../../errors.ts';
import { inLanguage, type Language, say } from '../../say.ts';

export interface Asset {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly etag: string;
}

export interface Assets {
  /** The page itself; its scripts read out of it in which language it is. */
  readonly page: (language: Language) => Asset;
  /** Everything else, by path. */
  readonly files: ReadonlyMap<string, Asset>;
}

/** Beside this file; for the built program in `dist/`, where the sources lie beside that. */
const clientFolder = ['./client/', '../../../../src/chat/web/client/']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((folder) => existsSync(`${folder}main.tsx`));

/** Bundles the client in memory; takes a fraction of a second. Throws ConfigError when its sources are not there. */
export async function bundleAssets(folder: string | undefined = clientFolder): Promise<Assets> {
  if (folder === undefined) {
    throw new ConfigError('The web chat’s page is not here: src/ must lie beside dist/.');
  }
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: { main: 'main.tsx', 'theme-first': 'theme-first.ts', index: 'styles/index.css' },
    outdir: folder,
    entryNames: '[name]-[hash]',
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: ['chrome123', 'firefox121', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const files = new Map(outputFiles.map((file) => [pathOf(file), assetOf(file)]));
  const find = (name: string): string =>
    [...files.keys()].find((path) => path.startsWith(`/assets/${name}-`)) ?? '';
  const parts = { style: find('index'), themeFirst: find('theme-first'), main: find('main') };
  files.set('/favicon.svg', svgAsset(FAVICON));
  return { files, page: (language) => htmlAsset(pageHtml(parts, language)) };
}

const pathOf = ({ path }: OutputFile): string => `/assets/${path.slice(path.lastIndexOf('/') + 1)}`;

const asset = (contentType: string, bytes: Uint8Array): Asset => ({
  contentType,
  bytes,
  etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
});
const assetOf = ({ path, contents }: OutputFile): Asset =>
  asset(path.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8', contents);
const htmlAsset = (html: string): Asset => asset('text/html; charset=utf-8', Buffer.from(html));
const svgAsset = (svg: string): Asset => asset('image/svg+xml', Buffer.from(svg));

interface PageParts {
  readonly style: string;
  readonly themeFirst: string;
  readonly main: string;
}

const TOPIC = say`One face in, pictures of that person anywhere`;
const NO_SCRIPT = say`The web chat needs JavaScript: allow it for this page.`;

const pageHtml = ({ style, themeFirst, main }: PageParts, language: Language): string => `<!doctype html>
<html lang="${language.tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${inLanguage(TOPIC, language)}">
<title>DreamIdentity</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${style}">
<script src="${themeFirst}"></script>
<script type="module" src="${main}"></script>
</head>
<body>
<div id="page"><noscript>${inLanguage(NO_SCRIPT, language)}</noscript></div>
</body>
</html>
`;

const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#ff9a6b"/><stop offset=".48" stop-color="#e0569a"/><stop offset="1" stop-color="#6a3fd0"/></linearGradient></defs><rect width="32" height="32" rx="10" fill="url(#g)"/><path d="M11.5 13.5v1.5M20.5 13.5v1.5M10.5 19c2.8 3.8 8.2 3.8 11 0" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/></svg>`;
