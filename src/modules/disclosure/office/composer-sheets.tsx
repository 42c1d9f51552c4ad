import type { Editor } from '@tiptap/react';
import { Button } from 'antd';
import { useState } from 'react';
import { call, insertText, useTell, useText } from '#ui/office';
import type { CaseView } from '../forms.ts';
import type { AttachmentTable } from '../importing/forms.ts';
import { importTexts } from './import-texts.ts';

const sheets = /\.(?:xlsx|csv)$/i;

/** Attached spreadsheets, each with one click to put its tables into the text as tables a screen reader can read. */
export function ComposerSheets({ view, editor }: { view: CaseView; editor: Editor | null }) {
  const say = useText(importTexts);
  const tell = useTell();
  const [reading, setReading] = useState<string | null>(null);
  const files = view.attachments.filter((file) => sheets.test(file.name));
  if (files.length === 0 || editor === null) return null;
  const put = async (attachment: string) => {
    setReading(attachment);
    try {
      const address = `/api/revisions/${view.revision}/attachments/${attachment}/table`;
      insertText(editor, (await call<AttachmentTable>('GET', address)).body);
      tell.done(say('sheetDone'));
    } catch (error) {
      if (error instanceof Error) tell.refused(error);
    } finally {
      setReading(null);
    }
  };
  return (
    <div className="side-block">
      <h2>{say('sheets')}</h2>
      <ul>
        {files.map((file) => (
          <li key={file.id} className="row-between">
            <span>{file.name}</span>
            <Button size="small" loading={reading === file.id} onClick={() => void put(file.id)}>
              {say('sheetToText')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
