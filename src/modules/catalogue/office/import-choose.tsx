import { Form, Radio, Select, Upload } from 'antd';
import { useState } from 'react';
import { Loading, Section, scopeWords, toOptions, useLocale, useText } from '#ui/office';
import { texts } from './texts.ts';

export type ImportSettings = { readonly merge: 'replace' | 'append'; readonly scope: string | undefined };

/** The file and what its gaps mean. */
export function ImportChoose({
  running,
  start,
}: {
  running: boolean;
  start: (file: File, settings: ImportSettings) => void;
}) {
  const say = useText(texts);
  const { locale } = useLocale();
  const [merge, setMerge] = useState<ImportSettings['merge']>('replace');
  const [scope, setScope] = useState<string | undefined>();
  if (running) return <Loading />;
  return (
    <Section>
      <p className="quiet">{say('import.help')}</p>
      <Form layout="vertical" component="div" style={{ maxWidth: 640, marginTop: 16 }}>
        <Form.Item label={say('import.merge')}>
          <Radio.Group
            value={merge}
            onChange={(event) => setMerge(event.target.value as ImportSettings['merge'])}
            options={(['replace', 'append'] as const).map((value) => ({
              value,
              label: say(`import.merge.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item label={say('import.scopeDefault')} htmlFor="import-scope">
          <Select
            id="import-scope"
            allowClear
            value={scope ?? null}
            options={toOptions(scopeWords, locale)}
            onChange={(next: string | null | undefined) => setScope(next ?? undefined)}
          />
        </Form.Item>
      </Form>
      <Upload.Dragger
        accept=".xlsx,.xls,.csv,.docx"
        showUploadList={false}
        beforeUpload={(file) => {
          start(file, { merge, scope });
          return false;
        }}
      >
        <p>{say('import.choose')}</p>
        <p className="quiet">.xlsx .xls .csv .docx</p>
      </Upload.Dragger>
    </Section>
  );
}
