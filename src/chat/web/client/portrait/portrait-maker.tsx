/** @file The portrait maker: a face that is drawn while one moves it, with dice for the bold. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { identityOf } from '../../../../toon/identity.ts';
import type { Expression } from '../../../../toon/shot.ts';
import { Dialog, SheetHead } from '../dialog.tsx';
import { Icon } from '../icons.tsx';
import { t } from '../language.ts';
import { ControlField } from './control-field.tsx';
import { blendParts, SECTIONS, type Section } from './controls.ts';
import { FromPhoto } from './from-photo.tsx';
import { type Portrait, portraitPng, portraitUrl, randomSeed } from './portrait.ts';

export interface PortraitMakerProps {
  /** A finished face and what it is to be called. */
  readonly onUse: (png: Promise<Blob>, name: string) => void;
  readonly onClose: () => void;
}

const EXPRESSIONS: readonly (readonly [Expression, string])[] = [
  ['neutral', t`Calm`],
  ['smile', t`Smile`],
  ['laugh', t`Laugh`],
  ['surprised', t`Surprised`],
];
const NAMES = [
  'robin',
  'alex',
  'sam',
  'kim',
  'noor',
  'jo',
  'lou',
  'ari',
  'max',
  'remy',
  'sky',
  'nico',
] as const;
const MAX_UNDO = 50;
/** Moves of one slider that follow each other as closely as this are undone together. */
const ONE_MOVE_MS = 900;

const randomPortrait = (): Portrait => ({
  identity: identityOf(randomSeed()),
  shotSeed: randomSeed(),
  expression: 'smile',
  glasses: false,
});

export function PortraitMaker({ onUse, onClose }: PortraitMakerProps): JSX.Element {
  const [history, setHistory] = useState<readonly Portrait[]>(() => [randomPortrait()]);
  const [name, setName] = useState<string>(() => NAMES[Math.floor(Math.random() * NAMES.length)] ?? 'robin');
  const [section, setSection] = useState<Section | undefined>(SECTIONS[0]);
  const [rolls, setRolls] = useState(0);
  const [photoUrl, setPhotoUrl] = useState<string>();
  const portrait = history.at(-1) ?? randomPortrait();
  const url = useMemo(() => portraitUrl(portrait), [portrait]);
  useEffect(
    () => () => {
      if (photoUrl !== undefined) URL.revokeObjectURL(photoUrl);
    },
    [photoUrl],
  );

  const moved = useRef({ slider: '', at: 0 });
  const continues = (slider: string): boolean => {
    const { slider: before, at } = moved.current;
    moved.current = { slider, at: performance.now() };
    return before === slider && performance.now() - at < ONE_MOVE_MS;
  };
  const change = (next: Portrait, step: boolean): void => {
    setHistory((old) => [...(step ? old : old.slice(0, -1)), next].slice(-MAX_UNDO));
  };
  const roll = (next: Portrait): void => {
    change(next, true);
    setRolls(rolls + 1);
  };
  return (
    <Dialog class="sheet maker" label={t`Make a face`} onClose={onClose}>
      <SheetHead title={t`Make a face`} onClose={onClose} />
      <div class="maker-body">
        <div class="maker-view">
          <div class={`maker-face ${photoUrl === undefined ? '' : 'beside'}`}>
            {photoUrl === undefined ? null : <img class="photo" src={photoUrl} alt={t`Your photo`} />}
            <img class="drawing" src={url} alt={t`The face that you are making`} />
          </div>
          <div class="maker-dice" key={rolls}>
            <button
              type="button"
              class={`button ${rolls > 0 ? 'rolled' : ''}`}
              onClick={() => {
                setPhotoUrl(undefined);
                roll(randomPortrait());
              }}
            >
              <Icon name="dice" /> {t`New face`}
            </button>
            <button
              type="button"
              class="button"
              disabled={history.length < 2}
              onClick={() => {
                setHistory(history.slice(0, -1));
              }}
            >
              <Icon name="undo" /> {t`Undo`}
            </button>
          </div>
          <FromPhoto
            onMeasured={({ identity, expression, glasses, url: photo }) => {
              setPhotoUrl(photo);
              change({ ...portrait, identity, expression, glasses }, true);
            }}
          />
          <Expressions
            portrait={portrait}
            onChange={(next) => {
              change(next, true);
            }}
          />
        </div>
        <div class="maker-controls">
          <Tabs section={section} onSelect={setSection} />
          {section === undefined ? null : (
            <div class="panel" role="tabpanel" id="maker-panel" aria-label={section.name} tabIndex={0}>
              {section.controls.map((control) => (
                <ControlField
                  key={`${section.name} ${control.label}`}
                  control={control}
                  identity={portrait.identity}
                  onChange={(identity) => {
                    change(
                      { ...portrait, identity },
                      control.kind !== 'range' || !continues(`${section.name} ${control.label}`),
                    );
                  }}
                />
              ))}
              <button
                type="button"
                class="button"
                style={{ justifySelf: 'start' }}
                onClick={() => {
                  const other = identityOf(randomSeed());
                  roll({ ...portrait, identity: blendParts(portrait.identity, other, section.parts) });
                }}
              >
                <Icon name="dice" /> {t`Surprise me: ${section.name}`}
              </button>
            </div>
          )}
        </div>
      </div>
      <form
        class="sheet-foot"
        onSubmit={(event) => {
          event.preventDefault();
          onUse(portraitPng(portrait), name);
        }}
      >
        <label class="maker-name">
          <span>{t`Name`}</span>
          <input
            class="input"
            value={name}
            required
            maxLength={32}
            pattern="[A-Za-z][A-Za-z0-9_]*"
            title={t`A letter, then letters, digits and underscores`}
            autoComplete="off"
            onInput={({ currentTarget }) => {
              setName(currentTarget.value);
            }}
          />
        </label>
        <button class="button primary large">{t`Use this face`}</button>
      </form>
    </Dialog>
  );
}

interface TabsProps {
  readonly section: Section | undefined;
  readonly onSelect: (section: Section) => void;
}

function Tabs({ section, onSelect }: TabsProps): JSX.Element {
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLDivElement }): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const at = SECTIONS.findIndex((one) => one === section);
    const next = SECTIONS[(at + step + SECTIONS.length) % SECTIONS.length];
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next);
    const tab = event.currentTarget.children[SECTIONS.indexOf(next)];
    if (tab instanceof HTMLElement) tab.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={t`Parts of the face`} onKeyDown={onKeyDown}>
      {SECTIONS.map((one) => (
        <button
          key={one.name}
          type="button"
          role="tab"
          aria-selected={one === section}
          aria-controls="maker-panel"
          tabIndex={one === section ? 0 : -1}
          onClick={() => {
            onSelect(one);
          }}
        >
          {one.name}
        </button>
      ))}
    </div>
  );
}

interface ExpressionsProps {
  readonly portrait: Portrait;
  readonly onChange: (portrait: Portrait) => void;
}

const Expressions = ({ portrait, onChange }: ExpressionsProps): JSX.Element => (
  <fieldset>
    <legend class="unseen">{t`Expression and glasses`}</legend>
    <div class="pills">
      {EXPRESSIONS.map(([value, label]) => (
        <label class="pill" key={value}>
          <input
            type="radio"
            name="Expression"
            checked={portrait.expression === value}
            onChange={() => {
              onChange({ ...portrait, expression: value });
            }}
          />
          {label}
        </label>
      ))}
      <label class="pill">
        <input
          type="checkbox"
          checked={portrait.glasses}
          onChange={({ currentTarget }) => {
            onChange({ ...portrait, glasses: currentTarget.checked });
          }}
        />
        {t`Glasses`}
      </label>
    </div>
  </fieldset>
);
