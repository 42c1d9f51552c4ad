import { Checkbox, Form, type FormInstance, Input, Select } from 'antd';
import { useEffect } from 'react';
import {
  commonTexts,
  modeWords,
  retentionWords,
  scopeWords,
  timeKindWords,
  toOptions,
  useCommand,
  useLocale,
  useSettled,
  useText,
} from '#ui/office';
import type { ItemFields } from '../forms.ts';
import { LimitMeaning, type ParsedLimit } from './limit-meaning.tsx';
import { texts, useWords } from './texts.ts';

const stages = ['before', 'decision', 'result'] as const;

/** All fields of a row (CAT-1), with what the system makes of the printed time limit. */
export function RowFields({ form, editable }: { form: FormInstance<ItemFields>; editable: boolean }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const words = useWords();
  const { locale } = useLocale();
  const scope = Form.useWatch('scope', form);
  return (
    <>
      <Form.Item
        name="matter1"
        label={say('matter1')}
        rules={[{ required: true, whitespace: true, message: common('required') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="matter2" label={say('matter2')}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="content" label={say('content')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
      </Form.Item>
      <Form.Item name="basis" label={say('basis')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={4000} />
      </Form.Item>
      <div className="two-fields">
        <Form.Item name="timeKind" label={say('timeKind')}>
          <Select options={toOptions(timeKindWords, locale)} />
        </Form.Item>
        <Form.Item name="timeLimit" label={say('timeLimit')}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={1000} />
        </Form.Item>
      </div>
      <LimitPreview form={form} editable={editable} />
      <Form.Item name="stages" label={say('stages')}>
        <Checkbox.Group options={stages.map((value) => ({ value, label: words(`stage.${value}`) }))} />
      </Form.Item>
      <div className="two-fields">
        <Form.Item name="scope" label={say('scope')}>
          <Select options={toOptions(scopeWords, locale)} />
        </Form.Item>
        <Form.Item name="mode" label={say('mode')}>
          <Select options={toOptions(modeWords, locale)} />
        </Form.Item>
      </div>
      {scope === 'specific' || scope === 'unit' ? (
        <Form.Item name="audience" label={say('audience')}>
          <Input maxLength={500} />
        </Form.Item>
      ) : null}
      <Form.Item name="carriers" label={say('carriers')}>
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          maxCount={40}
          tokenSeparators={['、', '，', ',', ';', '；']}
        />
      </Form.Item>
      <div className="two-fields">
        <Form.Item name="responsible" label={say('responsible')}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="retention" label={say('retention')}>
          <Select options={toOptions(retentionWords, locale)} />
        </Form.Item>
      </div>
      <div className="two-fields">
        <Form.Item name="adminLevel" label={say('adminLevel')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="note" label={say('note')}>
          <Input maxLength={1000} />
        </Form.Item>
      </div>
    </>
  );
}

/** Reads the printed limit again a moment after it was changed; what was understood goes into the row. */
function LimitPreview({ form, editable }: { form: FormInstance<ItemFields>; editable: boolean }) {
  const say = useText(texts);
  const timeLimit = Form.useWatch('timeLimit', form) ?? '';
  const asked = useSettled(timeLimit, 400);
  const parse = useCommand<string, ParsedLimit>(
    'POST',
    '/api/time-limits/parse',
    {
      changes: [],
      quiet: true,
      onDone: (parsed) => {
        if (editable) form.setFieldValue('clauses', parsed.clauses);
      },
    },
    (text) => ({ text }),
  );
  const { mutate } = parse;
  useEffect(() => {
    if (asked.trim() !== '') mutate(asked);
  }, [asked, mutate]);
  return (
    <div className="limit-preview" aria-live="polite">
      <strong>{say('clauses')}</strong>
      {asked.trim() === '' || parse.data === undefined ? (
        <p className="quiet">{say('noClauses')}</p>
      ) : (
        <LimitMeaning parsed={parse.data} />
      )}
    </div>
  );
}
