/** @file The languages in which members are answered, and what a worded message reads in one of them. */
import { ENGLISH, inLanguage, type Language, type Text } from '../../say.ts';
import type { DescribedCommand } from '../describe.ts';
import type { Form, FormField, Message, Picture, Reply } from '../message.ts';
import { germanForModerators } from './de-moderators.ts';
import { germanOnThePage } from './de-page.ts';
import { german } from './de.ts';
import { spanishForModerators } from './es-moderators.ts';
import { spanishOnThePage } from './es-page.ts';
import { spanish } from './es.ts';

/** Besides English, by the first part of a locale. */
export const languages: Readonly<Record<string, Language>> = {
  de: { tag: 'de', sentences: { ...german, ...germanForModerators, ...germanOnThePage } },
  es: { tag: 'es', sentences: { ...spanish, ...spanishForModerators, ...spanishOnThePage } },
};

/** Of a BCP 47 locale ("de-AT"); English for all others. */
export const languageOf = (locale: string): Language => {
  const [primary = ''] = locale.toLowerCase().split(/[-_]/, 1);
  return Object.hasOwn(languages, primary) ? (languages[primary] ?? ENGLISH) : ENGLISH;
};

/** As members of that locale read it. */
export const inLocale = (text: Text, locale: string): string => inLanguage(text, languageOf(locale));

/** A command as members of that locale read of it. */
export function commandIn(command: DescribedCommand, locale: string): DescribedCommand {
  const read = (text: string): string => inLocale(text, locale);
  return {
    ...command,
    description: read(command.description),
    options: command.options.map((option) => ({
      ...option,
      description: read(option.description),
      choices: option.choices.map(({ name, value }) => ({ name: read(name), value })),
    })),
  };
}

export function messageIn(worded: Message<Text>, locale: string): Message {
  const read = (text: Text): string => inLocale(text, locale);
  const seen = (picture: Picture<Text>): Picture => ({ ...picture, altText: read(picture.altText) });
  const { text, pictures, buttons, progress } = worded;
  return {
    ...worded,
    text: read(text),
    pictures: pictures.map(seen),
    buttons: buttons.map((button) => ({ ...button, label: read(button.label) })),
    progress: progress && {
      ...progress,
      label: read(progress.label),
      preview: progress.preview && seen(progress.preview),
    },
  };
}

const formIn = ({ title, submitLabel, fields, ...form }: Form<Text>, locale: string): Form => ({
  ...form,
  title: inLocale(title, locale),
  submitLabel: inLocale(submitLabel, locale),
  fields: fields.map((field): FormField => ({ ...field, label: inLocale(field.label, locale) })),
});

export function replyIn(reply: Reply<Text>, locale: string): Reply {
  switch (reply.kind) {
    case 'message':
      return { ...reply, message: messageIn(reply.message, locale) };
    case 'form':
      return { ...reply, form: formIn(reply.form, locale) };
    case 'done':
      return reply;
  }
}
