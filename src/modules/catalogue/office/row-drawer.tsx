import { Button, Drawer, Form, Popconfirm } from 'antd';
import { useState } from 'react';
import {
  type ApiError,
  commonTexts,
  showBesideField,
  useCommand,
  useRead,
  useText,
  useUnsaved,
  WhenRead,
} from '#ui/office';
import type { CatalogueView, ItemFields, ItemView } from '../forms.ts';
import { RowFields } from './row-fields.tsx';
import { texts } from './texts.ts';

type RowDrawerProps = { view: CatalogueView; item: ItemView | null; editable: boolean; close: () => void };

/** A row nobody has written in yet. */
export const emptyRow: ItemFields = {
  matter1: '',
  matter2: '',
  content: '',
  basis: '',
  scope: 'society',
  audience: '',
  mode: 'proactive',
  carriers: [],
  timeKind: 'prompt',
  timeLimit: '',
  clauses: [],
  stages: [],
  responsible: '',
  adminLevel: '',
  retention: 'years30',
  note: '',
};

/** One row with all its fields; when someone else was quicker both versions stay visible. */
export function RowDrawer({ view, item, editable, close }: RowDrawerProps) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<ItemFields>();
  const [dirty, setDirty] = useState(false);
  const [overtaken, setOvertaken] = useState(false);
  useUnsaved(dirty);
  const save = useSave(view, item, {
    onDone: () => {
      setDirty(false);
      close();
    },
    onRefused: (error) => {
      if (error.code === 'edited-meanwhile') setOvertaken(true);
      showBesideField(form, error);
    },
  });
  const remove = useCommand<Record<string, never>>(
    'DELETE',
    `/api/catalogues/${view.id}/items/${item?.id ?? ''}?lock=${item?.lock ?? 0}`,
    { changes: ['/api/catalogues'], done: say('rowDeleted'), onDone: close },
  );
  return (
    <Drawer
      open
      size={720}
      title={item === null ? say('addRow') : say('editRow')}
      onClose={() => (!dirty || window.confirm(common('leaveUnsaved')) ? close() : undefined)}
      footer={
        editable ? (
          <div className="row-between">
            {item === null ? (
              <span />
            ) : (
              <Popconfirm
                title={say('deleteAsk', { matter: item.matter2 === '' ? item.matter1 : item.matter2 })}
                okText={common('delete')}
                cancelText={common('cancel')}
                onConfirm={() => remove.mutate({})}
              >
                <Button loading={remove.isPending}>{say('deleteRow')}</Button>
              </Popconfirm>
            )}
            <div className="row">
              <Button onClick={close}>{common('cancel')}</Button>
              <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
                {common('save')}
              </Button>
            </div>
          </div>
        ) : null
      }
    >
      {overtaken && item !== null ? <Newest view={view} item={item} /> : null}
      <Form
        form={form}
        layout="vertical"
        disabled={!editable}
        initialValues={item === null ? emptyRow : fieldsOf(item)}
        onValuesChange={() => setDirty(true)}
        onFinish={() =>
          save.mutate({ ...(item === null ? emptyRow : fieldsOf(item)), ...form.getFieldsValue(true) })
        }
      >
        <RowFields form={form} editable={editable} />
      </Form>
    </Drawer>
  );
}

function useSave(
  view: CatalogueView,
  item: ItemView | null,
  then: { onDone: () => void; onRefused: (error: ApiError) => void },
) {
  const say = useText(texts);
  const options = { changes: ['/api/catalogues'], done: say('rowSaved'), ...then };
  const add = useCommand<ItemFields, ItemView>(
    'POST',
    `/api/catalogues/${view.id}/items`,
    options,
    (fields) => ({
      after: view.rows.at(-1)?.id ?? null,
      fields,
    }),
  );
  const edit = useCommand<ItemFields, ItemView>(
    'PUT',
    `/api/catalogues/${view.id}/items/${item?.id ?? ''}`,
    options,
    (fields) => ({ lock: item?.lock ?? 0, fields }),
  );
  return item === null ? add : edit;
}

/** What the row says now, beside what is being typed. */
function Newest({ view, item }: { view: CatalogueView; item: ItemView }) {
  const say = useText(texts);
  const read = useRead<CatalogueView>(`/api/catalogues/${view.id}`);
  return (
    <WhenRead of={read}>
      {(now) => {
        const row = now.rows.find((one) => one.id === item.id);
        if (row === undefined) return null;
        return (
          <div className="side-block" style={{ marginBottom: 16 }}>
            <strong>{row.updatedBy}</strong>
            <dl className="facts">
              <dt>{say('matter1')}</dt>
              <dd>{row.matter1}</dd>
              <dt>{say('content')}</dt>
              <dd>{row.content}</dd>
              <dt>{say('timeLimit')}</dt>
              <dd>{row.timeLimit}</dd>
            </dl>
          </div>
        );
      }}
    </WhenRead>
  );
}

function fieldsOf(item: ItemView): ItemFields {
  const {
    id: _id,
    itemKey: _key,
    position: _position,
    lock: _lock,
    flagged: _flagged,
    updatedAt: _at,
    updatedBy: _by,
    ...fields
  } = item;
  return fields;
}
