import { Form, Input, InputNumber, Modal, Radio, Select } from 'antd';
import {
  type ApiError,
  affairsWords,
  commonTexts,
  type RowsPage,
  showBesideField,
  toOptions,
  UnitPicker,
  useCommand,
  useGo,
  useLocale,
  useRead,
  useSession,
  useText,
  withQuery,
} from '#ui/office';
import type { CatalogueRow, CatalogueView, NewCatalogue as NewCatalogueForm, TemplateRow } from '../forms.ts';
import { texts } from './texts.ts';

type Entered = Omit<NewCatalogueForm, 'source'> & {
  from: 'blank' | 'template' | 'version';
  template?: string;
  catalogue?: string;
};

/** Begins a draft: empty, from a template for the kind of unit, or from an earlier version. */
export function NewCatalogue({ close }: { close: () => void }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const { locale } = useLocale();
  const { unit } = useSession();
  const go = useGo();
  const [form] = Form.useForm<Entered>();
  const entered = Form.useWatch([], form) as Partial<Entered> | undefined;
  const create = useCommand<Entered, CatalogueView>(
    'POST',
    '/api/catalogues',
    {
      changes: ['/api/catalogues'],
      onDone: (view) => go(`/catalogues/${view.id}`),
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    toForm,
  );
  const required = [{ required: true, message: common('required') }];
  return (
    <Modal
      open
      title={say('newCatalogue')}
      okText={say('create')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={create.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={(values) => create.mutate(values)}
        initialValues={{
          unit: unit?.id ?? null,
          affairsKind: 'party',
          year: new Date().getFullYear(),
          from: 'blank',
        }}
      >
        <Form.Item name="unit" label={say('unit')} rules={required}>
          <UnitPicker
            {...(unit === null ? {} : { valueName: entered?.unit === unit.id ? unit.name : undefined })}
          />
        </Form.Item>
        <div className="two-fields">
          <Form.Item name="affairsKind" label={say('affairsKind')} rules={required}>
            <Select options={toOptions(affairsWords, locale)} />
          </Form.Item>
          <Form.Item name="year" label={say('year')} rules={required}>
            <InputNumber min={2000} max={2200} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <Form.Item name="title" label={say('titleField')} rules={required}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="from" label={say('source')}>
          <Radio.Group
            orientation="vertical"
            options={(['blank', 'template', 'version'] as const).map((value) => ({
              value,
              label: say(`source.${value}`),
            }))}
          />
        </Form.Item>
        {entered?.from === 'template' ? (
          <TemplateChoice unit={entered.unit} affairsKind={entered.affairsKind} />
        ) : null}
        {entered?.from === 'version' ? (
          <VersionChoice unit={entered.unit} affairsKind={entered.affairsKind} />
        ) : null}
      </Form>
    </Modal>
  );
}

type ChoiceProps = { unit: number | undefined; affairsKind: string | undefined };

function TemplateChoice({ unit, affairsKind }: ChoiceProps) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const templates =
    useRead<RowsPage<TemplateRow>>(unit == null ? null : withQuery('/api/catalogue-templates', { unit })).data
      ?.rows ?? [];
  return (
    <Form.Item
      name="template"
      label={say('template')}
      rules={[{ required: true, message: common('required') }]}
    >
      <Select
        options={templates
          .filter((one) => one.affairsKind === affairsKind)
          .map((one) => ({ value: one.id, label: `${one.title}（${one.unitName}，${one.items}）` }))}
      />
    </Form.Item>
  );
}

function VersionChoice({ unit, affairsKind }: ChoiceProps) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const versions =
    useRead<RowsPage<CatalogueRow>>(unit == null ? null : withQuery('/api/catalogues', { unit, affairsKind }))
      .data?.rows ?? [];
  return (
    <Form.Item
      name="catalogue"
      label={say('baseVersion')}
      rules={[{ required: true, message: common('required') }]}
    >
      <Select
        options={versions.map((one) => ({
          value: one.id,
          label: `${one.year} · ${one.version} · ${one.title}`,
        }))}
      />
    </Form.Item>
  );
}

function toForm({ from, template, catalogue, ...rest }: Entered): NewCatalogueForm {
  if (from === 'template' && template !== undefined) return { ...rest, source: { from, template } };
  if (from === 'version' && catalogue !== undefined) return { ...rest, source: { from, catalogue } };
  return { ...rest, source: { from: 'blank' } };
}
