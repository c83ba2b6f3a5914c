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

/** Those of one file: what is said, constant words of a UserError, and tables of refusals. */
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
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'say') {
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

/** Without those that consist of values and signs alone, which read the same everywhere. */
export function sentencesForMembers(): ReadonlySet<string> {
  const files = ROOMS.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/^(language|web\/client)\//.test(name))
      .map((name) => join(room, name)),
  );
  const all = [...[...files, ...FILES].flatMap(sentencesOf), ...describedSentences()];
  return new Set(all.filter((sentence) => /\p{L}{2}/u.test(sentence.replaceAll(/\{\d+\}|S\*/g, ''))));
}
