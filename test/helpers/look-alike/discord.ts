/** @file Discord's window as members know it, drawn from the payloads that the adapter sent. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FakeMessage, isEphemeral } from '../fake-discord-messages.ts';
import { type Button, type Field, type Input, modalSchema, rowsSchema } from './discord-payloads.ts';
import { dataUrl, html, inLines, type Markup, nothing, when } from './markup.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly avatar: string;
  /** Of the name, as the member's role has it. */
  readonly colour?: string;
}

/** What a window shows around what was sent. */
export interface Scene {
  readonly server: string;
  readonly channels: readonly string[];
  /** Of the list; with a leading "@" the private messages with the bot. */
  readonly channel: string;
  readonly topic: string;
  readonly people: readonly Person[];
  readonly bot: Person;
}

/** An answer, and who asked for it with which command; without one it came by itself. */
export interface Posted {
  readonly message: FakeMessage;
  readonly at: string;
  readonly to?: { readonly person: Person; readonly command: string };
}

const STYLES: Readonly<Record<Button['style'], string>> = { 1: 'primary', 2: 'secondary', 4: 'danger' };
const css = readFileSync(join(import.meta.dirname, 'discord.css'), 'utf8');

/** Discord's own text: escapes are gone, members are named, an address is a link; anything else of its markup we never send. */
const textOf = (content: string, people: readonly Person[]): readonly Markup[] =>
  inLines(content, (line) => {
    if (/^https:\S+$/.test(line)) return html`<a class="link">${line}</a>`;
    const parts = line.split(/(<@\d+>)/).map((part) => {
      const id = /^<@(\d+)>$/.exec(part)?.[1];
      const name = people.find((one) => one.id === id)?.name;
      return id === undefined
        ? html`${part.replaceAll(/\\([\\*_~`|<>[\]#\-+.])/g, '$1')}`
        : html`<span class="mention">@${name ?? id}</span>`;
    });
    return html`${parts}`;
  });

const buttonOf = ({ style, label }: Button): Markup =>
  html`<button class="button ${STYLES[style]}">${label}</button>`;

const rowsOf = (components: unknown): readonly Markup[] =>
  rowsSchema.parse(components).map((row) => html`<div class="row">${row.components.map(buttonOf)}</div>`);

function filesOf(files: FakeMessage['files']): Markup {
  const pictures = files.filter(({ type }) => type.startsWith('image/'));
  const others = files.filter(({ type }) => !type.startsWith('image/'));
  const shown = pictures.map(
    ({ bytes, type, alt }) => html`<img src="${dataUrl(bytes, type)}" alt="${alt}" />`,
  );
  const listed = others.map(({ name }) => html`<div class="file">${name}</div>`);
  return html`${when(shown.length > 0, html`<div class="pictures n${shown.length}">${shown}</div>`)}${listed}`;
}

const APP = html`<span class="app">APP</span>`;

function messageOf({ message, at, to }: Posted, { people, bot }: Scene): Markup {
  const { content, files, components } = message;
  const above =
    to === undefined
      ? nothing
      : html`<div class="asked">
          <i class="spine"></i><img src="${to.person.avatar}" alt="" /><b
            style="color:${to.person.colour ?? ''}"
            >${to.person.name}</b
          >
          used <span class="command">${to.command}</span>
        </div>`;
  const private_ = html`<div class="only">
    <i class="eye"></i>Only you can see this • <a>Dismiss message</a>
  </div>`;
  return html`<article class="message ${isEphemeral(message) ? 'private' : ''}">
    ${above}<img class="avatar" src="${bot.avatar}" alt="" />
    <header><b>${bot.name}</b>${APP}<time>${at}</time></header>
    <div class="content">${textOf(content, people)}</div>
    ${filesOf(files)}${rowsOf(components)}${when(isEphemeral(message), private_)}
  </article>`;
}

function inputOf(input: Input): Markup {
  switch (input.type) {
    case 4: {
      const { value = '', style } = input;
      return html`<div class="input ${style === 2 ? 'long' : ''}">${value}</div>`;
    }
    case 3:
      return html`<div class="input select">Make a selection</div>`;
    case 5:
      return html`<div class="input select">Select a user</div>`;
    case 6:
      return html`<div class="input select">Select a role</div>`;
    case 19:
      return html`<div class="drop"><i class="upload"></i>Drop file here or <a>browse</a></div>`;
    case 23:
      return html`<div class="box"></div>`;
  }
}

function fieldOf(field: Field): Markup {
  if (field.type === 10) return html`<p class="display">${textOf(field.content, [])}</p>`;
  const { label, description, component } = field;
  const star = when('required' in component && component.required, html`<em>*</em>`);
  const told = description === undefined ? nothing : html`<small>${description}</small>`;
  if (component.type === 23) {
    return html`<div class="field ticked">
      ${inputOf(component)}
      <div><label>${label}</label>${told}</div>
    </div>`;
  }
  return html`<div class="field"><label>${label}${star}</label>${told}${inputOf(component)}</div>`;
}

export function modalOf(payload: unknown, { bot }: Scene): Markup {
  const { title, components } = modalSchema.parse(payload);
  return html`<div class="dim">
    <form class="modal">
      <header>
        <img src="${bot.avatar}" alt="" />
        <h1>${title}</h1>
        <span class="close">✕</span>
      </header>
      <p class="warning">
        This form will be submitted to <b>${bot.name}</b>. Do not share passwords or other sensitive
        information.
      </p>
      ${components.map(fieldOf)}
      <footer>
        <button class="button quiet">Cancel</button><button class="button primary">Submit</button>
      </footer>
    </form>
  </div>`;
}

function sidebarOf({ server, channels, channel, people, bot }: Scene): Markup {
  const direct = channel.startsWith('@');
  const listed = direct
    ? [bot, ...people].map(
        ({ name, avatar }) =>
          html`<div class="channel person ${`@${name}` === channel ? 'here' : ''}">
            <img src="${avatar}" alt="" />${name}
          </div>`,
      )
    : channels.map(
        (name) => html`<div class="channel ${name === channel ? 'here' : ''}"><i>#</i>${name}</div>`,
      );
  return html`<nav class="servers">
      <i class="home">${DISCORD}</i>
      <hr />
      <img src="${bot.avatar}" alt="" /><i>EL</i><i>Q</i>
    </nav>
    <nav class="sidebar">
      <h1>${direct ? 'Direct Messages' : server}</h1>
      ${listed}
    </nav>`;
}

/** A round face in the place of theirs. */
const DISCORD = html`<svg viewBox="0 0 24 24" width="26">
  <path
    fill="#fff"
    d="M5 6c4-2 10-2 14 0 2 3 3 7 3 10-2 2-4 2-5 2l-1-2c-3 1-5 1-8 0l-1 2c-1 0-3 0-5-2 0-3 1-7 3-10z"
  />
  <circle cx="9" cy="12" r="1.8" fill="#5865f2" />
  <circle cx="15" cy="12" r="1.8" fill="#5865f2" />
</svg>`;

/** `over` lies over the messages: a modal. */
export function discordWindow(scene: Scene, posts: readonly Posted[], over: Markup = nothing): string {
  const { channel, topic } = scene;
  const title = channel.replace('@', '');
  const field = html`<span>Message ${channel.startsWith('@') ? channel : `#${channel}`}</span>`;
  return html`<!doctype html><meta charset="utf-8" /><style>
      ${{ markup: css }}
    </style>
    <body>
      ${sidebarOf(scene)}
      <main>
        <header class="top">
          <i>${channel.startsWith('@') ? '@' : '#'}</i><b>${title}</b><span>${topic}</span>
        </header>
        <section>${posts.map((post) => messageOf(post, scene))}</section>
        <div class="field-of-messages"><i class="plus">+</i>${field}</div>
      </main>
      ${over}
    </body>`.markup;
}
