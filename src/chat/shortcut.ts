/** @file Shortcuts: ways into a command's form that platforms put into their own menus. */

export interface Shortcut {
  /** Part of what platforms register, so it never changes. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly command: string;
  readonly subcommand: string | undefined;
  /** What it is started from: a message's text, or a member, goes into the value of `option`. */
  readonly from: 'anywhere' | 'message' | 'member';
  readonly option: string | undefined;
}

export const shortcuts: readonly Shortcut[] = [
  {
    id: 'register-face',
    name: 'Register my face',
    description: 'Make S* from one photo',
    command: 'identity',
    subcommand: 'register',
    from: 'anywhere',
    option: undefined,
  },
  {
    id: 'draw-yourself',
    name: 'Draw myself',
    description: 'Draw yourself in a new scene',
    command: 'imagine',
    subcommand: undefined,
    from: 'anywhere',
    option: undefined,
  },
  {
    id: 'draw-message',
    name: 'Draw this with me',
    description: 'Take the message for a prompt',
    command: 'imagine',
    subcommand: undefined,
    from: 'message',
    option: 'prompt',
  },
  {
    id: 'draw-member',
    name: 'Draw this member',
    description: 'Draw whoever allows you to',
    command: 'imagine',
    subcommand: undefined,
    from: 'member',
    option: 'prompt',
  },
];

/** A prompt with a member in it, as every platform writes a mention, to be changed. */
export const promptOf = (member: string): string => `<@${member}> as a chef`;

/** A prompt from what somebody wrote: with the person in it, and not longer than a prompt may be. */
export const promptFrom = (text: string, maxLength: number): string => {
  const words = text.replaceAll(/\s+/g, ' ').trim();
  return (/[Ss]\*/.test(words) ? words : `S* ${words}`).slice(0, maxLength);
};
