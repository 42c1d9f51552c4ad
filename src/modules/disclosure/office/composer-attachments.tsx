import { useQueryClient } from '@tanstack/react-query';
import type { Editor } from '@tiptap/react';
import { Button, Progress, Upload } from 'antd';
import { useState } from 'react';
import { formatBytes, refresh, uploadFile, useCommand, useTell, useText } from '#ui/office';
import type { AttachmentView, CaseView } from '../forms.ts';
import type { AttachmentFindings } from '../safe-copies/forms.ts';
import { FileNotes, fileAddress } from './attachment-list.tsx';
import { texts } from './messages.ts';
import { FileFindings, useAttachmentFindings } from './redaction/file-findings.tsx';

type Sending = { readonly name: string; readonly share: number };

/** Files of the dossier, uploaded with progress; a picture can be put into the text. */
export function ComposerAttachments({ view, editor }: { view: CaseView; editor: Editor | null }) {
  const say = useText(texts);
  const { sending, send } = useSending(view.revision);
  const findings = useAttachmentFindings(view);
  return (
    <div className="side-block">
      <h2>{say('case.attachments')}</h2>
      <ul>
        {view.attachments.map((file) => (
          <Attached key={file.id} view={view} file={file} editor={editor} findings={findings.get(file.id)} />
        ))}
        {sending.map((one) => (
          <li key={one.name}>
            {say('compose.attaching', { name: one.name })}
            <Progress percent={Math.round(one.share * 100)} size="small" />
          </li>
        ))}
      </ul>
      <Upload.Dragger
        multiple
        showUploadList={false}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
        style={{ marginTop: 10 }}
      >
        <p>{say('compose.attach')}</p>
        <p className="quiet">{say('compose.attachHelp')}</p>
      </Upload.Dragger>
    </div>
  );
}

function Attached({
  view,
  file,
  editor,
  findings,
}: {
  view: CaseView;
  file: AttachmentView;
  editor: Editor | null;
  findings: AttachmentFindings['rows'][number] | undefined;
}) {
  const say = useText(texts);
  const remove = useCommand<Record<string, never>>(
    'DELETE',
    `/api/revisions/${view.revision}/attachments/${file.id}`,
    {
      changes: [`/api/revisions/${view.revision}`],
    },
  );
  const insert = () =>
    editor
      ?.chain()
      .focus()
      .insertContent({
        type: 'image',
        attrs: { sha256: file.sha256, alt: file.name.replace(/\.[^.]+$/, '') },
      })
      .run();
  return (
    <li>
      <a href={fileAddress(view.revision, file)} download={file.name}>
        {file.name}
      </a>{' '}
      <span className="quiet nowrap">{formatBytes(file.size)}</span>
      <FileNotes file={file} />
      <FileFindings view={view} file={file} row={findings} />
      <div className="row">
        {file.media.startsWith('image/') ? (
          <Button size="small" onClick={insert}>
            {say('compose.insertImage')}
          </Button>
        ) : null}
        <Button
          size="small"
          loading={remove.isPending}
          aria-label={say('compose.remove', { name: file.name })}
          onClick={() => remove.mutate({})}
        >
          {say('compose.remove', { name: '' }).trim()}
        </Button>
      </div>
    </li>
  );
}

function useSending(revision: string) {
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const client = useQueryClient();
  const tell = useTell();
  const send = async (file: File) => {
    const { name } = file;
    const update = (share: number) =>
      setSending((all) => [...all.filter((one) => one.name !== name), { name, share }]);
    update(0);
    try {
      await uploadFile<AttachmentView>(`/api/revisions/${revision}/attachments`, file, update);
      refresh(client, [`/api/revisions/${revision}`]);
    } catch (error) {
      if (error instanceof Error) tell.refused(error);
    } finally {
      setSending((all) => all.filter((one) => one.name !== name));
    }
  };
  return { sending, send };
}
