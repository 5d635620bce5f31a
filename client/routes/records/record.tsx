import { A, useParams } from '@solidjs/router';
import { createResource, For, Show } from 'solid-js';
import { documentAccess, may, mayMake } from '../../../shared/access.ts';
import type { DialogueRecord, FreezeSummary } from '../../../shared/record.ts';
import { loadRecord } from '../../data.ts';
import { AfterDocuments, transfersOf } from '../../follow-up/after-documents.tsx';
import { offlineTexts } from '../../i18n/offline.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { pages } from '../../i18n/pages.ts';
import { verifyTexts } from '../../i18n/verify.ts';
import { words } from '../../i18n/words.ts';
import { workTexts } from '../../i18n/work.ts';
import { ownRole } from '../../session.ts';
import { Notice } from '../../ui/controls.tsx';
import { DocumentRow } from '../../ui/document-links.tsx';
import { hallTime, writtenDay } from '../../ui/lines.ts';
import { HallLink, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import sheet from '../../ui/sheet-table.module.css';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { VersionLine } from '../review/versions.tsx';
import styles from './record.module.css';
import { RichText } from './rich-text.tsx';
import { TakeAway } from './take-away.tsx';

/** A frozen record: what was kept, its name (the hash), and the documents made from it. */
export default function RecordPage() {
  const params = useParams<{ id: string }>();
  const [loaded] = createResource(() => params.id, loadRecord);
  return (
    <Show when={loaded()}>
      {(answer) => (
        <DialogueFrame dialogue={answer().record.dialogue}>
          <FrozenRecord {...answer()} />
        </DialogueFrame>
      )}
    </Show>
  );
}

function FrozenRecord(props: { summary: FreezeSummary; record: DialogueRecord; fingerprint: string }) {
  const base = () => `/api/freezes/${props.summary.id}`;
  const seesNames = () => documentAccess(ownRole(), 'register') !== 'none';
  const present = () => props.record.attendees.filter((attendee) => attendee.present).length;
  return (
    <div class={page.page}>
      <section class={page.card}>
        <div class={page.head}>
          <h2>{pages().recordTitle}</h2>
          <span class={page.muted}>
            {pages().frozenBy(props.summary.frozenBy, hallTime(props.summary.frozenAt))}
          </span>
        </div>
        <VersionLine dialogueId={props.record.dialogue.id} recordId={props.summary.id} />
        <div class={page.row}>
          <DocumentRow name={pages().minutesDoc} href={`${base()}/documents/minutes`} />
          <DocumentRow name={pages().reportDoc} href={`${base()}/documents/report`} />
        </div>
        <Show when={may(ownRole(), 'exportPetitions')}>
          <p class={page.muted}>{pageNames().documentHas}</p>
        </Show>
        <div class={page.row}>
          <Show when={seesNames()}>
            <HallLink href={`${base()}/record.json`} icon="download" download>
              {verifyTexts().withPersonal}
            </HallLink>
          </Show>
          <HallLink href={`${base()}/record.json?personal=0`} icon="download" download>
            {verifyTexts().withoutPersonal}
          </HallLink>
          <A class={page.link} href="/verify">
            {verifyTexts().open}
          </A>
        </div>
        <NeedsHall>{offlineTexts().files}</NeedsHall>
        <div>
          <p class={page.muted}>{pages().hash}</p>
          <p class={page.code} data-testid="hash">
            {props.summary.hash}
          </p>
        </div>
        <Show when={props.fingerprint}>
          {(fingerprint) => (
            <div>
              <p class={page.muted}>{verifyTexts().signedBy}</p>
              <p class={page.code}>{fingerprint()}</p>
            </div>
          )}
        </Show>
        <Show when={props.summary.previous}>
          {(hash) => (
            <div>
              <p class={page.muted}>{pages().previous}</p>
              <p class={page.code}>{hash()}</p>
            </div>
          )}
        </Show>
        <p>
          {pages().present}: {present()}/{props.record.attendees.length} · {pages().petitions}:{' '}
          {props.record.petitions.length}
        </p>
      </section>
      <Show when={!seesNames()}>
        <Notice>{workTexts().withoutNames}</Notice>
      </Show>
      <Show when={mayMake(ownRole(), 'conclusion') || mayMake(ownRole(), 'transfers')}>
        <AfterDocuments
          dialogueId={props.record.dialogue.id}
          transfers={transfersOf(props.record.petitions)}
        />
      </Show>
      <TakeAway freezeId={props.summary.id} />
      <section class={page.card}>
        <h2>{pages().minutesDoc}</h2>
        <div class={styles.paper}>
          <RichText
            node={props.record.minutes.body}
            petitions={props.record.petitions}
            speakers={props.record.speakers ?? []}
          />
        </div>
      </section>
      <section class={page.card}>
        <h2>{pages().petitions}</h2>
        <div class={styles.scroll}>
          <table class={`${sheet.table} ${styles.table}`}>
            <thead>
              <tr>
                <th scope="col">{pages().number}</th>
                <th scope="col">{pages().fieldOne}</th>
                <th scope="col">{pages().content}</th>
                <th scope="col">{pages().answer}</th>
                <th scope="col">{pages().outcome}</th>
                <th scope="col">{pages().due}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.record.petitions}>
                {(petition) => (
                  <tr>
                    <th scope="row">{petition.number}</th>
                    <td data-label={pages().fieldOne}>{petition.field}</td>
                    <td data-label={pages().content}>{petition.content}</td>
                    <td data-label={pages().answer}>{petition.answer}</td>
                    <td data-label={pages().outcome}>{words().state[petition.state]}</td>
                    <td data-label={pages().due}>{writtenDay(petition.dueDate)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </section>
    </div>
  );
}
