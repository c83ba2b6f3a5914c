/** @file Every sentence that members and moderators are shown, read out of the sources and the commands themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { commands } from '../../commands/index.ts';
import { describeCommands } from '../../src/chat/describe.ts';
import { shortcuts } from '../../src/chat/shortcut.ts';

/** Rooms whose sentences reach the chat. */
const ROOMS = [
  'commands',
  'workers',
  'src/chat',
  'src/face',
  'src/identity',
  'src/image',
  'src/moderation',
  'src/queue',
  'src/tokenizer',
];
/** Files of other rooms that speak to members. */
const FILES = ['src/main/inversion-encoder.ts'];

/** The English sentence of a say`...`, as `say` itself builds it. */
function templateOf(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return template.templateSpans.reduce(
    (text, { literal }, i) => `${text}{${i}}${literal.text}`,
    template.head.text,
  );
}

/** Those of one file: what is said or stands on the page, constant words of a UserError, and tables of refusals. */
function sentencesOf(path: string): readonly string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const constant = (node: ts.Node | undefined): void => {
    if (node !== undefined && ts.isStringLiteral(node)) found.push(node.text);
    if (node !== undefined && ts.isConditionalExpression(node)) {
      constant(node.whenTrue);
      constant(node.whenFalse);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && /^(say|t)$/.test(node.tag.getText())) {
      found.push(templateOf(node.template));
    }
    if (ts.isNewExpression(node) && node.expression.getText() === 'UserError') {
      const words = node.arguments?.[1];
      constant(words);
      if (words !== undefined && ts.isTemplateExpression(words))
        throw new Error(`${path}: "${words.getText()}" is read in English alone; write it with say.`);
    }
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'sentence') constant(node.initializer);
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'REFUSALS') {
      const refusal = (child: ts.Node): void => {
        if (ts.isPropertyAssignment(child)) constant(child.initializer);
        ts.forEachChild(child, refusal);
      };
      refusal(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Descriptions, choices and menu entries. */
function describedSentences(): readonly string[] {
  return [
    ...commands.map(({ description }) => description),
    ...describeCommands(commands).flatMap(({ description, options }) => [
      description,
      ...options.flatMap((option) => [option.description, ...option.choices.map(({ name }) => name)]),
    ]),
    ...shortcuts.map(({ name }) => name),
  ];
}

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('language/'))
    .map((name) => join(folder, name));

/** Without those that consist of values and signs alone, which read the same everywhere. */
const read = (sentences: readonly string[]): ReadonlySet<string> =>
  new Set(sentences.filter((one) => /\p{L}{2}/u.test(one.replaceAll(/\{\d+\}|S\*/g, ''))));

export const sentencesForMembers = (): ReadonlySet<string> =>
  read([...[...ROOMS.flatMap(sourcesIn), ...FILES].flatMap(sentencesOf), ...describedSentences()]);

const PAGE = 'src/chat/web/client';

export const sentencesOnThePage = (): ReadonlySet<string> => read(sourcesIn(PAGE).flatMap(sentencesOf));

/** What a reader or a screen reader reads in a tag. */
const READ_ATTRIBUTES = /^(aria-label|alt|label|placeholder|title)$/;
/** What is called so in every language. */
const NAMES = new Set(['DreamIdentity', 'APP']);

/** Words that stand in the page's sources as they are, so in English for everybody. */
export const wordsInEnglishAlone = (): readonly string[] =>
  sourcesIn(PAGE).flatMap((path) => {
    const found: string[] = [];
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isJsxText(node)) found.push(node.text.trim());
      if (ts.isJsxAttribute(node) && READ_ATTRIBUTES.test(node.name.getText())) {
        if (node.initializer !== undefined && ts.isStringLiteral(node.initializer))
          found.push(node.initializer.text);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found.filter((text) => /\p{L}{2}/u.test(text) && !NAMES.has(text));
  });
