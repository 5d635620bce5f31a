import { createUniqueId } from 'solid-js';
import {
  type Exchange,
  exchangeEnding,
  maxExchangeBytes,
  readExchange,
} from '../../../shared/exchange/format.ts';
import { ExchangeError } from '../../../shared/exchange/problems.ts';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';

/** Reads a file that another device wrote. Rejects with ExchangeError. */
export async function readExchangeFile(file: File): Promise<Exchange> {
  if (file.size > maxExchangeBytes) throw new ExchangeError('tooLarge');
  return readExchange(new Uint8Array(await file.arrayBuffer()));
}

/** The button that lets such files be chosen. */
export function ChooseFiles(props: {
  label: string;
  disabled?: boolean;
  onFiles: (files: FileList | null) => void;
}) {
  const inputId = createUniqueId();
  return (
    <>
      <input
        id={inputId}
        class="visually-hidden"
        type="file"
        multiple
        accept={`.${exchangeEnding}`}
        disabled={props.disabled}
        onChange={(event) => {
          props.onFiles(event.currentTarget.files);
          // The same file again is a choice as well.
          event.currentTarget.value = '';
        }}
      />
      <label class={`${page.link} ${page.linkPrimary}`} for={inputId}>
        <Icon name="upload" /> {props.label}
      </label>
    </>
  );
}
