import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import {
  type ApiError,
  affairsWords,
  type Column,
  commonTexts,
  GoTo,
  Nothing,
  Page,
  type RowsPage,
  RowsTable,
  showBesideField,
  toOptions,
  UnitPicker,
  useCommand,
  useGo,
  useLocale,
  useRead,
  useSession,
  useText,
  WhenRead,
  withQuery,
} from '#ui/office';
import type { CatalogueRow, NewTemplate as NewTemplateForm, TemplateRow, TemplateView } from '../forms.ts';
import { templateTexts } from './template-texts.ts';

type UnitKind = { readonly kind: string; readonly name: string };

/** Templates the reader keeps for units below (CAT-3). */
export function Screen() {
  const say = useText(templateTexts);
  const go = useGo();
  const [creating, setCreating] = useState(false);
  const read = useRead<RowsPage<TemplateRow>>('/api/catalogue-templates');
  const kinds = useRead<RowsPage<UnitKind>>('/api/unit-kinds').data?.rows ?? [];
  const columns = useColumns(kinds);
  return (
    <Page
      title={say('templates')}
      note={say('templatesHelp')}
      crumbs={[{ title: say('catalogues'), to: '/catalogues' }]}
      wide
      actions={
        <Button type="primary" onClick={() => setCreating(true)}>
          {say('newTemplate')}
        </Button>
      }
    >
      <WhenRead of={read}>
        {({ rows }) => (
          <RowsTable
            name="catalogue-templates"
            label={say('templates')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={columns}
            onOpen={(row) => go(`/catalogue-templates/${row.id}`)}
            empty={<Nothing title={say('noTemplates')} help={say('noTemplatesHelp')} />}
          />
        )}
      </WhenRead>
      {creating ? <NewTemplate kinds={kinds} close={() => setCreating(false)} /> : null}
    </Page>
  );
}

function useColumns(kinds: readonly UnitKind[]): readonly Column<TemplateRow>[] {
  const say = useText(templateTexts);
  const affairs = useText(affairsWords);
  const nameOf = (kind: string) => kinds.find((one) => one.kind === kind)?.name ?? kind;
  return [
    {
      key: 'title',
      title: say('title'),
      show: (row) => <GoTo to={`/catalogue-templates/${row.id}`}>{row.title}</GoTo>,
    },
    { key: 'owner', title: say('owner'), width: 220, optional: true, show: (row) => row.unitName },
    { key: 'affairs', title: say('affairsKind'), width: 110, show: (row) => affairs(row.affairsKind) },
    {
      key: 'kinds',
      title: say('unitKinds'),
      width: 260,
      optional: true,
      show: (row) => row.unitKinds.map(nameOf).join('、'),
    },
    {
      key: 'rows',
      title: say('rows'),
      width: 90,
      align: 'right',
      show: (row) => <span className="tabular">{row.items}</span>,
    },
    {
      key: 'version',
      title: say('version'),
      width: 90,
      align: 'right',
      optional: true,
      show: (row) => <span className="tabular">{row.version}</span>,
    },
  ];
}

type Entered = Omit<NewTemplateForm, 'catalogue'> & { readonly catalogue?: string };

/** A new template: empty, or with the rows of a catalogue as a sample. */
function NewTemplate({ kinds, close }: { kinds: readonly UnitKind[]; close: () => void }) {
  const say = useText(templateTexts);
  const common = useText(commonTexts);
  const { locale } = useLocale();
  const { unit } = useSession();
  const go = useGo();
  const [form] = Form.useForm<Entered>();
  const affairsKind = Form.useWatch('affairsKind', form);
  const samples =
    useRead<RowsPage<CatalogueRow>>(withQuery('/api/catalogues', { affairsKind, limit: 100 })).data?.rows ??
    [];
  const create = useCommand<Entered, TemplateView>(
    'POST',
    '/api/catalogue-templates',
    {
      changes: ['/api/catalogue-templates'],
      onDone: (view) => go(`/catalogue-templates/${view.id}`),
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    ({ catalogue, ...entered }) => ({ ...entered, catalogue: catalogue ?? null }),
  );
  const required = [{ required: true, message: common('required') }];
  return (
    <Modal
      open
      title={say('newTemplate')}
      okText={say('create')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={create.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ unit: unit?.id ?? null, affairsKind: 'party' }}
        onFinish={(entered) => create.mutate(entered)}
      >
        <Form.Item name="unit" label={say('owner')} rules={required}>
          <UnitPicker valueName={unit?.name} />
        </Form.Item>
        <Form.Item name="title" label={say('title')} rules={required}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="affairsKind" label={say('affairsKind')} rules={required}>
          <Select options={toOptions(affairsWords, locale)} />
        </Form.Item>
        <Form.Item name="unitKinds" label={say('unitKinds')} rules={required}>
          <Select
            mode="multiple"
            optionFilterProp="label"
            options={kinds.map(({ kind, name }) => ({ value: kind, label: name }))}
          />
        </Form.Item>
        <Form.Item name="catalogue" label={say('sample')} extra={say('sampleHelp')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={samples.map((one) => ({
              value: one.id,
              label: `${one.unitName} · ${one.year} · ${one.title}（${one.items}）`,
            }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
