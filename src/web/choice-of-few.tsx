// One of a few, as the browser's own list.
import { type ReactNode, useId } from 'react';

export interface ChoiceProps<Value extends string> {
  readonly label: string;
  /** Stands for the label where there is little room; read aloud is the label. */
  readonly sign?: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly text: string; readonly help: string }[];
  readonly onChange: (value: Value) => void;
}

export function Choice<Value extends string>({ label, sign, value, options, onChange }: ChoiceProps<Value>): ReactNode {
  const id = useId();
  const chosen = options.find((option) => option.value === value);
  return (
    <span className="choice-of-few">
      <label htmlFor={id} title={sign === undefined ? undefined : label}>
        {sign === undefined ? null : <span aria-hidden="true">{sign}</span>}
        <span className={sign === undefined ? '' : 'visually-hidden'}>{label}</span>
      </label>
      <select
        id={id}
        value={value}
        title={chosen?.help}
        onChange={({ target }) => {
          const option = options.find((each) => each.value === target.value);
          if (option !== undefined) onChange(option.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </span>
  );
}
