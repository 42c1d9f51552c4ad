import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Upload } from 'antd';
import { useState } from 'react';
import { commonTexts, refresh, uploadFile, useTell, useText } from '#ui/office';
import type { TermImportAnswer, TermProblem } from '../forms.ts';
import { termTexts } from './term-texts.ts';

/** Takes a table of words whole, or names the rows that are wrong and takes none. */
export function ImportTerms({ path }: { path: string }) {
  const say = useText(termTexts);
  const tell = useTell();
  const client = useQueryClient();
  const [isSending, setSending] = useState(false);
  const [problems, show] = useState<readonly TermProblem[]>([]);
  const send = async (file: File) => {
    setSending(true);
    try {
      const answer = await uploadFile<TermImportAnswer>(`${path}/import`, file, () => undefined);
      show(answer.problems);
      if (answer.problems.length === 0)
        tell.done(say('imported', { added: answer.added, known: answer.known }));
      refresh(client, [path]);
    } catch (error) {
      if (error instanceof Error) tell.refused(error);
    } finally {
      setSending(false);
    }
  };
  return (
    <>
      <Upload
        accept=".csv,.xlsx"
        showUploadList={false}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
      >
        <Button loading={isSending}>{say('import')}</Button>
      </Upload>
      {problems.length === 0 ? null : <Problems rows={problems} close={() => show([])} />}
    </>
  );
}

function Problems({ rows, close }: { rows: readonly TermProblem[]; close: () => void }) {
  const say = useText(termTexts);
  const common = useText(commonTexts);
  return (
    <Modal
      open
      title={say('notImported', { count: rows.length })}
      onCancel={close}
      footer={<Button onClick={close}>{common('close')}</Button>}
    >
      <p>{say('notImportedHelp')}</p>
      <ul>
        {rows.map((one) => (
          <li key={`${one.row} ${one.column} ${one.code}`}>
            {say('row', { row: one.row })}
            {say(`problem.${one.code}`, { value: one.value })}
          </li>
        ))}
      </ul>
    </Modal>
  );
}
