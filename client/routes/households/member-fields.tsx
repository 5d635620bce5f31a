import { householdBounds, type Member } from '../../../shared/households.ts';
import { householdTexts as t } from '../../i18n/households.ts';
import { Button, TextField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { Choice } from './choice.tsx';
import styles from './households.module.css';

/** One person of a household. */
export function MemberFields(props: {
  member: Member;
  /** From 1. */
  place: number;
  /** The birth as it is typed. */
  birth: string;
  isBadBirth: boolean;
  /** Nobody else lives there. */
  alone: boolean;
  onChange: (values: Partial<Member>) => void;
  onBirth: (text: string) => void;
  onHead: () => void;
  onRemove: () => void;
}) {
  const line = (label: string, field: 'name' | 'relation' | 'phone' | 'note', required = false) => (
    <TextField
      label={label}
      required={required}
      maxLength={householdBounds[field]}
      autocomplete="off"
      spellcheck={false}
      value={props.member[field]}
      onInput={(event) => props.onChange({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <fieldset class={styles.part}>
      <legend>{props.member.name || t().person(props.place)}</legend>
      <div class={page.grid}>
        {line(t().name, 'name', true)}
        <TextField
          label={t().birth}
          hint={t().birthHint}
          error={props.isBadBirth ? t().badBirth : undefined}
          maxLength={20}
          autocomplete="off"
          value={props.birth}
          onInput={(event) => props.onBirth(event.currentTarget.value)}
        />
        <Choice
          label={t().gender}
          value={props.member.gender}
          options={[
            ['', ''],
            ['male', t().male],
            ['female', t().female],
          ]}
          onValue={(gender) => props.onChange({ gender })}
        />
        {line(t().phone, 'phone')}
        {line(t().relation, 'relation')}
        {line(t().note, 'note')}
      </div>
      <div class={page.row}>
        <label class={styles.check}>
          <input type="radio" name="head" checked={props.member.head} onChange={() => props.onHead()} />
          {t().head}
        </label>
        <label class={styles.check}>
          <input
            type="checkbox"
            checked={props.member.unionMember}
            onChange={(event) => props.onChange({ unionMember: event.currentTarget.checked })}
          />
          {t().unionMember}
        </label>
        <Button kind="quiet" icon="close" disabled={props.alone} onClick={() => props.onRemove()}>
          {t().removeMember(props.member.name)}
        </Button>
      </div>
    </fieldset>
  );
}
