/** @file The top of the channel: three steps that lead a newcomer to a first picture. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { compose } from '../../../toon/compose.ts';
import { identityOf } from '../../../toon/identity.ts';
import { portraitShotOf } from '../../../toon/shot.ts';
import { Icon, Mark } from './icons.tsx';
import { t } from './language.ts';
import { asCode, Marked } from './marked.tsx';

export interface WelcomeProps {
  readonly channel: string;
  /** Whether this member has taken each step. */
  readonly made: boolean;
  readonly registered: boolean;
  readonly imagined: boolean;
  readonly onMake: () => void;
  readonly onWrite: (text: string) => void;
}

/** People who look friendly at any size. */
const SEEDS = [4_100_000_026, 4_100_000_005, 4_100_000_021] as const;
/** Words, not pictures: how well these are drawn is for the model to show. */
const IDEAS = ['S* as a chef', 'S* on the beach', 'watercolor style, S* face'] as const;

function art(seed: number): string {
  const shot = { ...portraitShotOf(seed), expression: 'smile' } as const;
  const svg = compose({ identity: identityOf(seed), shot, context: {}, style: 'plain' }, 256);
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}

export function Welcome(props: WelcomeProps): JSX.Element {
  const { channel, onMake, onWrite } = props;
  const faces = useMemo(() => SEEDS.map(art), []);
  return (
    <section class="welcome" aria-labelledby="welcome-title">
      <span class="avatar bot welcome-mark" aria-hidden="true">
        <Mark />
      </span>
      <h2 id="welcome-title">{t`Welcome to #${channel}`}</h2>
      <p>{t`Show me one face, and I draw that person wherever you like. Three steps to your first picture:`}</p>
      <ol class="steps">
        <Step number={1} done={props.made} title={t`Make a face`} art={<Faces sources={faces} />}>
          <p>{t`Roll the dice, move the sliders. It is drawn, so it is nobody’s photo.`}</p>
          <button class={`button ${props.made ? '' : 'primary'}`} onClick={onMake}>
            <Icon name="face" /> {t`Open the portrait maker`}
          </button>
        </Step>
        <Step
          number={2}
          done={props.registered}
          title={t`Register it`}
          art={<span class="step-word">S*</span>}
        >
          <p>
            <Marked
              mark={asCode}
              text={t`Send it with [/identity register]. From then on [S*] stands for that person.`}
            />
          </p>
          <button
            class={`button ${props.made && !props.registered ? 'primary' : ''}`}
            onClick={() => {
              onWrite('/identity register ');
            }}
          >
            <Icon name="check" /> {t`Register`}
          </button>
        </Step>
        <Step number={3} done={props.imagined} title={t`Imagine`} art={<Ideas onWrite={onWrite} />}>
          <p>
            <Marked mark={asCode} text={t`Say where and how: [/imagine S* as a chef]`} />
          </p>
          <button
            class={`button ${props.registered && !props.imagined ? 'primary' : ''}`}
            onClick={() => {
              onWrite('/imagine S* as a chef');
            }}
          >
            <Icon name="spark" /> {t`Try it`}
          </button>
        </Step>
      </ol>
    </section>
  );
}

interface StepProps {
  readonly number: number;
  readonly done: boolean;
  readonly title: string;
  readonly art: JSX.Element;
  readonly children: JSX.Element[];
}

const Step = ({ number, done, title, art: picture, children }: StepProps): JSX.Element => (
  <li class={`step ${done ? 'done' : ''}`}>
    <div class="step-art">{picture}</div>
    <h3>
      <span class="step-number">{done ? <Icon name="check" /> : number}</span>
      {title}
      {done ? <span class="unseen">{t`(done)`}</span> : null}
    </h3>
    {children}
  </li>
);

const Faces = ({ sources }: { readonly sources: readonly string[] }): JSX.Element => (
  <div class="step-faces">
    {sources.map((src) => (
      <img key={src} src={src} alt="" />
    ))}
  </div>
);

const Ideas = ({ onWrite }: Pick<WelcomeProps, 'onWrite'>): JSX.Element => (
  <div class="step-ideas">
    {IDEAS.map((idea) => (
      <button
        key={idea}
        class="idea"
        onClick={() => {
          onWrite(`/imagine ${idea}`);
        }}
      >
        {idea}
      </button>
    ))}
  </div>
);
