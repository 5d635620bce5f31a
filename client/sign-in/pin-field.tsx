import { pinLength } from '../../shared/pin.ts';
import { TextField } from '../ui/controls.tsx';

/** A box for a PIN. `one-time-code` keeps browsers from offering to save it: the device is not one person's. */
export function PinField(props: {
  label: string;
  hint?: string;
  error?: string;
  value: string;
  required?: boolean;
  onInput: (pin: string) => void;
}) {
  return (
    <TextField
      type="password"
      inputMode="numeric"
      autocomplete="one-time-code"
      maxLength={pinLength.most}
      label={props.label}
      hint={props.hint}
      error={props.error}
      required={props.required}
      value={props.value}
      onInput={(event) => props.onInput(event.currentTarget.value)}
    />
  );
}
