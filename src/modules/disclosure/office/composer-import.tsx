import { Alert, Button, Modal, Progress, Upload } from 'antd';
import type { ReactNode } from 'react';
import { commonTexts, useServerWords, useText } from '#ui/office';
import { importTexts } from './import-texts.ts';
import { texts } from './messages.ts';
import { serverTexts } from './server-texts.ts';
import type { ImportReport, Imports } from './use-import.ts';

/** The button that reads a Word or text file into the text, what is being read, and what the last one found and lost. */
export function ComposerImport({ imports, children }: { imports: Imports; children?: ReactNode }) {
  const say = useText(texts);
  const sayImport = useText(importTexts);
  const { running, report } = imports;
  return (
    <>
      <div className="row">
        <Upload
          multiple
          showUploadList={false}
          beforeUpload={(file, all) => {
            // Called for each of the chosen files: they go together, once.
            if (file === all[0]) imports.start(all);
            return false;
          }}
        >
          <Button loading={running !== null}>{say('compose.import')}</Button>
        </Upload>
        {children}
        <span className="quiet only-wide">{sayImport('dropHelp')}</span>
      </div>
      {running === null ? null : (
        <div role="status">
          {sayImport('reading', { name: running.name })}
          <Progress percent={Math.round(running.share * 100)} size="small" status="active" />
        </div>
      )}
      {report === null ? null : <Report report={report} forget={imports.forget} />}
    </>
  );
}

function Report({ report, forget }: { report: ImportReport; forget: () => void }) {
  const say = useText(texts);
  const sayImport = useText(importTexts);
  const { found, plan, lost } = report;
  return (
    <>
      {plan.warning === null ? null : (
        <Alert type="error" showIcon title={sayImport(`warning.${plan.warning}`)} />
      )}
      {found.length === 0 ? null : (
        <details className="import-found">
          <summary>
            {sayImport('found', { count: found.length })}
            {plan.scope === null ? null : `；${sayImport('plan')}`}
          </summary>
          <dl className="facts">
            {found.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: parts may repeat; the list never changes
              <div key={index}>
                <dt>{sayImport(`found.${one.part}`)}</dt>
                <dd>{one.text}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {lost.length === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          closable={{ onClose: forget }}
          title={say('compose.importLost')}
          description={<Losses lost={lost} />}
        />
      )}
    </>
  );
}

function Losses({ lost }: Pick<ImportReport, 'lost'>) {
  const words = useServerWords(serverTexts);
  return (
    <ul className="steps-list">
      {lost.map((one) => (
        <li key={one.code}>
          {words(`richtext.loss.${one.code}`, { count: one.count })}
          {one.sample === null ? null : <span className="quiet">（{one.sample}）</span>}
        </li>
      ))}
    </ul>
  );
}

/** There is text already: replace it, put the import after it, or leave all as it is. */
export function ImportChoice({ imports }: { imports: Imports }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  return (
    <Modal
      open={imports.waiting !== null}
      title={say('compose.importReplace')}
      onCancel={() => imports.choose('drop')}
      footer={
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={() => imports.choose('drop')}>{common('cancel')}</Button>
          <Button onClick={() => imports.choose('append')}>{say('compose.append')}</Button>
          <Button type="primary" onClick={() => imports.choose('replace')}>
            {say('compose.replace')}
          </Button>
        </div>
      }
    >
      <p>{say('compose.importReplaceHelp')}</p>
    </Modal>
  );
}
