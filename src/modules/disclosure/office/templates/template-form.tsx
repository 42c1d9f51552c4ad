import { Button, Form, Input, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import type { RichText } from '#platform/richtext';
import {
  affairsWords,
  formatMoment,
  RichTextView,
  TextEditor,
  toOptions,
  useCommand,
  useLocale,
  useRead,
  useText,
  withQuery,
} from '#ui/office';
import type {
  CreateTemplateForm,
  ReviseTemplateForm,
  TemplateList,
  TemplateRow,
  TemplateView,
} from '../../templates/forms.ts';
import { templateFields, templateKinds } from '../../templates/words.ts';
import { fillLine, fillText, writtenDate } from './fill.ts';
import { templateTexts } from './texts.ts';

type Entered = Pick<CreateTemplateForm, 'kind' | 'name' | 'title' | 'note'> & {
  readonly unitKind: string;
  readonly affairsKind: string;
};
type FormProps = {
  readonly unit: number;
  /** Null for a new one. */
  readonly template: TemplateRow | null;
  readonly close: () => void;
};

const blank: RichText = { type: 'doc', content: [{ type: 'paragraph' }] };
const noPictures = () => undefined;
const ignoreFiles = () => undefined;
const ignoreEditor = () => undefined;

/** Writes a template or its next version, with what it will look like beside it. Read-only for whoever only uses it. */
export function TemplateForm({ unit, template, close }: FormProps) {
  const say = useText(templateTexts);
  const { locale } = useLocale();
  const [form] = Form.useForm<Entered>();
  const [body, setBody] = useState<RichText>(template?.body ?? blank);
  const title = Form.useWatch('title', form) ?? template?.title ?? '';
  const kinds =
    useRead<TemplateList>(withQuery('/api/disclosures/templates', { unit })).data?.unitKinds ?? [];
  const save = useSave(unit, template, body, close);
  const mayKeep = template === null || (template.mayKeep && template.retiredAt === null);
  return (
    <div className="template-form">
      <Form<Entered>
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={!mayKeep}
        initialValues={{
          kind: template?.kind ?? 'template',
          name: template?.name ?? '',
          unitKind: template?.unitKind ?? '',
          affairsKind: template?.affairsKind ?? '',
          title: template?.title ?? '',
          note: template?.note ?? '',
        }}
        onFinish={(entered) => save.mutate(entered)}
      >
        <Form.Item name="name" label={say('name')} rules={[{ required: true, message: say('nameNeeded') }]}>
          <Input maxLength={80} />
        </Form.Item>
        <div className="two-fields">
          <Form.Item name="kind" label={say('kind')}>
            <Select
              disabled={template !== null}
              options={templateKinds.map((value) => ({ value, label: say(`kind.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="affairsKind" label={say('affairsKind')}>
            <Select options={[{ value: '', label: say('every') }, ...toOptions(affairsWords, locale)]} />
          </Form.Item>
        </div>
        <Form.Item name="unitKind" label={say('unitKind')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: '', label: say('every') },
              ...kinds.map((one) => ({ value: one.kind, label: one.name })),
            ]}
          />
        </Form.Item>
        <Form.Item name="note" label={say('noteField')}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="title" label={say('textTitle')}>
          <Input maxLength={200} />
        </Form.Item>
        {mayKeep ? (
          <>
            <p className="quiet">
              {say('fieldsHelp', { fields: templateFields.map((name) => `{${name}}`).join(' ') })}
            </p>
            <TextEditor
              initial={template?.body ?? blank}
              imageAddress={noPictures}
              onChange={setBody}
              onDropFiles={ignoreFiles}
              onReady={ignoreEditor}
            />
          </>
        ) : null}
      </Form>
      <Preview title={title} body={body} />
      {template === null ? null : <Versions template={template.id} />}
      <div className="row">
        {mayKeep ? (
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {say(template === null ? 'saveNew' : 'save')}
          </Button>
        ) : null}
        {template !== null && mayKeep ? <Retire template={template} close={close} /> : null}
        <Button onClick={close}>{say('cancel')}</Button>
      </div>
    </div>
  );
}

function useSave(unit: number, template: TemplateRow | null, body: RichText, close: () => void) {
  const say = useText(templateTexts);
  return useCommand<Entered, TemplateView>(
    'POST',
    template === null ? '/api/disclosures/templates' : `/api/disclosures/templates/${template.id}/versions`,
    { done: say('saved'), changes: ['/api/disclosures/templates'], onDone: close },
    ({ kind, unitKind, affairsKind, ...entered }): CreateTemplateForm | ReviseTemplateForm => {
      const text = {
        ...entered,
        body,
        unitKind: unitKind === '' ? null : unitKind,
        affairsKind: (affairsKind === '' ? null : affairsKind) as CreateTemplateForm['affairsKind'],
      };
      return template === null ? { unit, kind, ...text } : { basedOn: template.version, ...text };
    },
  );
}

/** Filled with an example, so that a field written wrongly is seen at once. */
function Preview({ title, body }: { title: string; body: RichText }) {
  const say = useText(templateTexts);
  const values = {
    单位: say('sampleUnit'),
    事项: say('sampleMatter'),
    期间: say('samplePeriod'),
    日期: writtenDate('2026-01-05'),
    年份: '2026',
  };
  return (
    <section aria-label={say('preview')}>
      <h2>{say('preview')}</h2>
      <div className="paper">
        {title === '' ? null : <h1 className="paper-title">{fillLine(title, values).text}</h1>}
        <RichTextView text={fillText(body, values).text} imageAddress={noPictures} />
      </div>
    </section>
  );
}

function Versions({ template }: { template: string }) {
  const say = useText(templateTexts);
  const versions = useRead<TemplateView>(`/api/disclosures/templates/${template}`).data?.versions ?? [];
  return (
    <details>
      <summary>
        {say('versions')}（{versions.length}）
      </summary>
      <ul className="plain-list">
        {versions.map((one) => (
          <li key={one.version}>
            {say('versionOf', { version: one.version })} · {one.name} · {one.createdBy} ·{' '}
            <span className="tabular">{formatMoment(one.createdAt)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Retire({ template, close }: { template: TemplateRow; close: () => void }) {
  const say = useText(templateTexts);
  const retire = useCommand<Record<string, never>>(
    'POST',
    `/api/disclosures/templates/${template.id}/retire`,
    { done: say('retired'), changes: ['/api/disclosures/templates'], onDone: close },
  );
  return (
    <Popconfirm
      title={say('retireAsk', { name: template.name })}
      okText={say('retire')}
      cancelText={say('cancel')}
      onConfirm={() => retire.mutate({})}
    >
      <Button danger loading={retire.isPending}>
        {say('retire')}
      </Button>
    </Popconfirm>
  );
}
