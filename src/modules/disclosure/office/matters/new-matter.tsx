import { Checkbox, Form, Input, Modal, Select } from 'antd';
import {
  type ApiError,
  affairsWords,
  commonTexts,
  type RowsPage,
  showBesideField,
  toOptions,
  useCommand,
  useGo,
  useLocale,
  useRead,
  useSession,
  useText,
  withQuery,
} from '#ui/office';
import type { CreateMatterForm, MatterView } from '../../matters/forms.ts';
import { matterKinds } from '../../matters/words.ts';
import type { CatalogueHead, CatalogueInForce, CatalogueItem } from '../neighbours.ts';
import { matterTexts } from './texts.ts';

type Entered = Omit<CreateMatterForm, 'inside' | 'outside'> & { readonly audiences: readonly string[] };

/** Opens a major matter in the unit worked for. */
export function NewMatter({ close }: { close: () => void }) {
  const say = useText(matterTexts);
  const common = useText(commonTexts);
  const { locale } = useLocale();
  const go = useGo();
  const { unit, units } = useSession();
  const handled = units.filter((one) => one.roles.includes('handler'));
  const [form] = Form.useForm<Entered>();
  const chosenUnit = Form.useWatch('unit', form);
  const affairs = Form.useWatch('affairsKind', form);
  const audiences = Form.useWatch('audiences', form) ?? [];
  const rows = useStagedRows(chosenUnit, affairs);
  const required = [{ required: true, message: common('required') }];
  const create = useCommand<Entered, MatterView>(
    'POST',
    '/api/matters',
    {
      done: say('created'),
      changes: ['/api/matters'],
      onDone: (view) => go(`/matters/${view.id}`),
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    ({ audiences: chosen, ...entered }) => ({
      ...entered,
      inside: chosen.includes('inside'),
      outside: chosen.includes('outside'),
      insideRow: entered.insideRow ?? null,
      outsideRow: entered.outsideRow ?? null,
    }),
  );
  return (
    <Modal
      open
      title={say('new.title')}
      okText={say('create')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={create.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          unit: handled.find((one) => one.id === unit?.id)?.id ?? handled[0]?.id,
          kind: 'majorDecision',
          affairsKind: 'party',
          audiences: ['inside', 'outside'],
        }}
        onFinish={(entered) => create.mutate(entered)}
      >
        <Form.Item name="unit" label={say('unit')} rules={required}>
          <Select options={handled.map((one) => ({ value: one.id, label: one.name }))} />
        </Form.Item>
        <Form.Item name="title" label={say('title')} rules={[{ ...required[0], whitespace: true }]}>
          <Input maxLength={200} autoFocus />
        </Form.Item>
        <Form.Item name="kind" label={say('kind')} rules={required}>
          <Select options={matterKinds.map((kind) => ({ value: kind, label: say(`kind.${kind}`) }))} />
        </Form.Item>
        <Form.Item name="affairsKind" label={say('affairs')} rules={required}>
          <Select options={toOptions(affairsWords, locale)} />
        </Form.Item>
        {/* `required` would put an attribute on the group that its role does not have. */}
        <Form.Item
          name="audiences"
          label={say('audiences')}
          rules={[{ type: 'array', min: 1, message: common('required') }]}
        >
          <Checkbox.Group
            options={[
              { value: 'inside', label: say('inside') },
              { value: 'outside', label: say('outside') },
            ]}
          />
        </Form.Item>
        {(['inside', 'outside'] as const)
          .filter((one) => audiences.includes(one) && rows.length > 0)
          .map((one) => (
            <Form.Item key={one} name={`${one}Row`} label={say(`${one}Row`)} extra={say('rowHelp')}>
              <Select
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                options={rows.map((row) => ({
                  value: row.itemKey,
                  label: [row.matter1, row.matter2].filter((part) => part !== '').join(' / '),
                }))}
              />
            </Form.Item>
          ))}
      </Form>
    </Modal>
  );
}

/** Rows of the unit's catalogue in force that are disclosed stage by stage. */
function useStagedRows(unit: number | undefined, affairsKind: string | undefined): readonly CatalogueItem[] {
  const heads = useRead<RowsPage<CatalogueHead>>(
    unit === undefined || affairsKind === undefined
      ? null
      : withQuery('/api/catalogues', { unit, affairsKind, state: 'inForce', limit: 1 }),
  ).data;
  const id = heads?.rows[0]?.id;
  const catalogue = useRead<CatalogueInForce>(id === undefined ? null : `/api/catalogues/${id}`).data;
  return (catalogue?.rows ?? []).filter((row) => row.timeKind === 'staged' || row.stages.length > 0);
}
