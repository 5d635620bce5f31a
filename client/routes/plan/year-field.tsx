import { TextField } from '../../ui/controls.tsx';

/** A year of a plan or dialogue. */
export function YearField(props: {
  label: string;
  value: number;
  set: (year: number) => void;
  readOnly: boolean;
}) {
  return (
    <TextField
      label={props.label}
      type="number"
      min="2000"
      max="2100"
      required
      readOnly={props.readOnly}
      value={props.value || ''}
      onInput={(event) => {
        const year = Number(event.currentTarget.value);
        // Half a year is no year: what stood there stays until the whole one is written.
        if (year === 0 || (year >= 2000 && year <= 2100)) props.set(year);
      }}
    />
  );
}
