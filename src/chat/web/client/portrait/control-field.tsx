/** @file One control of the portrait maker: a slider, a row of colours, a row of choices. */
import type { JSX } from 'preact';
import type { Identity } from '../../../../toon/traits.ts';
import {
  type ChoiceControl,
  type ColourControl,
  type Control,
  type RangeControl,
  swatchEdge,
} from './controls.ts';

export interface ControlFieldProps<C extends Control = Control> {
  readonly control: C;
  readonly identity: Identity;
  readonly onChange: (identity: Identity) => void;
}

export function ControlField({ control, ...rest }: ControlFieldProps): JSX.Element {
  switch (control.kind) {
    case 'range':
      return <Slider control={control} {...rest} />;
    case 'colour':
      return <Swatches control={control} {...rest} />;
    case 'choice':
      return <Pills control={control} {...rest} />;
  }
}

const Slider = ({ control, identity, onChange }: ControlFieldProps<RangeControl>): JSX.Element => (
  <label class="slider">
    <span>{control.label}</span>
    <input
      type="range"
      min={control.min}
      max={control.max}
      step={(control.max - control.min) / 100}
      value={control.get(identity)}
      style={{
        '--filled': `${(100 * (control.get(identity) - control.min)) / (control.max - control.min)}%`,
      }}
      onInput={({ currentTarget }) => {
        onChange(control.set(identity, currentTarget.valueAsNumber));
      }}
    />
  </label>
);

const Swatches = ({ control, identity, onChange }: ControlFieldProps<ColourControl>): JSX.Element => (
  <fieldset>
    <legend>{control.label}</legend>
    <div class="swatches">
      {control.colours.map(({ value, label }) => (
        <span class="swatch" key={value} title={label}>
          <Disc colour={value === 'natural' ? identity.skin : value} />
          <input
            type="radio"
            name={control.label}
            aria-label={label}
            checked={control.get(identity) === value}
            onChange={() => {
              onChange(control.set(identity, value));
            }}
          />
        </span>
      ))}
    </div>
  </fieldset>
);

const Disc = ({ colour }: { readonly colour: string }): JSX.Element => (
  <svg viewBox="0 0 32 32" aria-hidden="true">
    <circle cx="16" cy="16" r="15.25" fill={colour} stroke={swatchEdge(colour)} stroke-width="1.5" />
  </svg>
);

const Pills = ({ control, identity, onChange }: ControlFieldProps<ChoiceControl>): JSX.Element => (
  <fieldset>
    <legend>{control.label}</legend>
    <div class="pills">
      {control.choices.map(({ value, label }) => (
        <label class="pill" key={value}>
          <input
            type="radio"
            name={control.label}
            checked={control.get(identity) === value}
            onChange={() => {
              onChange(control.set(identity, value));
            }}
          />
          {label}
        </label>
      ))}
    </div>
  </fieldset>
);
