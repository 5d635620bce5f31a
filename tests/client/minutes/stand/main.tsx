import type { Editor } from '@tiptap/core';
import { render } from 'solid-js/web';
import '../../../../client/ui/tokens.css';
import '../../../../client/ui/base.css';
import { startLanguage } from '../../../../client/i18n/index.ts';
import { MinutesEditor } from '../../../../client/minutes/minutes-editor.tsx';
import { cleanHtml } from '../../../../client/minutes/paste.ts';
import { openDocument, setPerson } from '../../../../client/sync/open-document.ts';
import { personOf } from '../../../../client/sync/people.ts';
import { StatusBar } from '../../../../client/sync/status-bar.tsx';

/** The minutes alone on a page, for the tests of this folder. */

startLanguage();
const name = new URLSearchParams(location.search).get('name') ?? 'Thư ký';
setPerson(personOf(name, name));

function Page() {
  const minutes = openDocument('aaaaaaaaaaaa', 'minutes');
  const board = openDocument('aaaaaaaaaaaa', 'board');
  const register = openDocument('aaaaaaaaaaaa', 'register');
  const opened: string[] = [];
  let editor: Editor | null = null;
  Object.assign(window, {
    stand: {
      minutes,
      opened,
      body: () => minutes.doc.getXmlFragment('body').toString(),
      clean: (html: string) => cleanHtml(html, (text) => new DOMParser().parseFromString(text, 'text/html')),
      speaker: (id: string) => editor?.commands.insertSpeaker(id),
    },
  });
  return (
    <main>
      <StatusBar documents={[minutes]} />
      <MinutesEditor
        dialogueId="aaaaaaaaaaaa"
        minutes={minutes}
        board={board}
        register={register}
        onEditor={(made) => {
          editor = made;
        }}
        onOpenPetition={(id) => opened.push(id)}
      />
    </main>
  );
}

const app = document.getElementById('app');
if (app) render(() => <Page />, app);
