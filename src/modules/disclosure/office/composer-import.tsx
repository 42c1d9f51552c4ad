import { Alert, Button, Modal, Upload } from 'antd';
import { commonTexts, useServerWords, useText } from '#ui/office';
import { texts } from './messages.ts';
import { serverTexts } from './server-texts.ts';
import type { Imports } from './use-import.ts';

/** The button that reads a Word or text file into the text, and what the last one could not keep. */
export function ComposerImport({ imports }: { imports: Imports }) {
  const say = useText(texts);
  const words = useServerWords(serverTexts);
  return (
    <>
      <div className="row">
        <Upload
          accept=".docx,.txt,.md,.html"
          showUploadList={false}
          beforeUpload={(file) => {
            imports.start(file);
            return false;
          }}
        >
          <Button loading={imports.running}>{say('compose.import')}</Button>
        </Upload>
        <span className="quiet only-wide">{say('compose.dropHelp')}</span>
      </div>
      {imports.lost.length === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          closable={{ onClose: imports.forgetLost }}
          title={say('compose.importLost')}
          description={
            <ul className="steps-list">
              {imports.lost.map((one) => (
                <li key={one.code}>
                  {words(`richtext.loss.${one.code}`, { count: one.count })}
                  {one.sample === null ? null : <span className="quiet">（{one.sample}）</span>}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </>
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
