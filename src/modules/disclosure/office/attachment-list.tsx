import { formatBytes, useServerWords, useText } from '#ui/office';
import type { AttachmentView, CaseView } from '../forms.ts';
import { texts } from './messages.ts';
import { serverTexts } from './server-texts.ts';

/** Address of the attachment with these bytes, for pictures in the text. */
export function attachmentAddress(
  view: Pick<CaseView, 'revision' | 'attachments'>,
  sha256: string,
): string | undefined {
  const found = view.attachments.find((one) => one.sha256 === sha256);
  return found === undefined ? undefined : fileAddress(view.revision, found);
}

export function fileAddress(revision: string, attachment: Pick<AttachmentView, 'id'>): string {
  return `/api/revisions/${revision}/attachments/${attachment.id}`;
}

/** Files of the case, with what inspection says about them. */
export function AttachmentList({ view }: { view: CaseView }) {
  const say = useText(texts);
  if (view.attachments.length === 0) return <p className="quiet">{say('case.noAttachments')}</p>;
  return (
    <ul>
      {view.attachments.map((file) => (
        <li key={file.id}>
          <a href={fileAddress(view.revision, file)} download={file.name}>
            {file.name}
          </a>{' '}
          <span className="quiet nowrap">{formatBytes(file.size)}</span>
          <FileNotes file={file} />
        </li>
      ))}
    </ul>
  );
}

/** What inspection says about a file: what to look at first, then what was taken out of it. */
export function FileNotes({ file }: { file: AttachmentView }) {
  const words = useServerWords(serverTexts);
  if (file.notes.length === 0) return null;
  const isDone = (code: string) => /^safe-(?:removed|masked|redacted)/.test(code);
  const notes = [
    ...file.notes.filter((note) => !isDone(note.code)),
    ...file.notes.filter((note) => isDone(note.code)),
  ];
  return (
    <ul className="quiet" style={{ margin: '4px 0' }}>
      {notes.map((note) => (
        <li key={note.code} style={{ margin: 0 }}>
          {isDone(note.code) ? <span aria-hidden>✓ </span> : <strong aria-hidden>！</strong>}
          {words(note.code, note.params)}
        </li>
      ))}
    </ul>
  );
}
