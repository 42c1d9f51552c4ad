import { Button, Drawer, Form } from 'antd';
import { commonTexts, useText } from '#ui/office';
import type { ItemFields } from '../forms.ts';
import { emptyRow } from './row-drawer.tsx';
import { RowFields } from './row-fields.tsx';
import { templateTexts } from './template-texts.ts';

/** A row of the template as it would be; `key` tells rows apart before they have been saved. */
export type DraftRow = { readonly key: string; readonly itemKey: string | null; readonly fields: ItemFields };

type TemplateRowProps = {
  rows: readonly DraftRow[];
  row: DraftRow | 'new';
  editable: boolean;
  change: (rows: readonly DraftRow[]) => void;
  close: () => void;
};

/** One row of a template. What is entered stays in the screen until the whole template is saved. */
export function TemplateRowDrawer({ rows, row, editable, change, close }: TemplateRowProps) {
  const say = useText(templateTexts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<ItemFields>();
  const at = row === 'new' ? -1 : rows.findIndex((one) => one.key === row.key);
  const before = row === 'new' ? emptyRow : row.fields;
  const use = () => {
    const fields: ItemFields = { ...before, ...form.getFieldsValue(true) };
    change(
      row === 'new'
        ? [...rows, { key: crypto.randomUUID(), itemKey: null, fields }]
        : rows.map((one) => (one.key === row.key ? { ...one, fields } : one)),
    );
    close();
  };
  const swap = (other: number) => {
    const moved = rows[at];
    const neighbour = rows[other];
    if (moved === undefined || neighbour === undefined) return;
    change(rows.map((one, index) => (index === at ? neighbour : index === other ? moved : one)));
  };
  return (
    <Drawer
      open
      size={720}
      title={row === 'new' ? say('addRow') : say('editRow')}
      onClose={close}
      footer={
        editable ? (
          <div className="row-between">
            {row === 'new' ? (
              <span />
            ) : (
              <div className="row">
                <Button
                  onClick={() => {
                    change(rows.filter((one) => one.key !== row.key));
                    close();
                  }}
                >
                  {say('removeRow')}
                </Button>
                <Button disabled={at <= 0} onClick={() => swap(at - 1)}>
                  {say('up')}
                </Button>
                <Button disabled={at >= rows.length - 1} onClick={() => swap(at + 1)}>
                  {say('down')}
                </Button>
              </div>
            )}
            <div className="row">
              <Button onClick={close}>{common('cancel')}</Button>
              <Button type="primary" onClick={() => form.submit()}>
                {say('use')}
              </Button>
            </div>
          </div>
        ) : null
      }
    >
      <Form form={form} layout="vertical" disabled={!editable} initialValues={before} onFinish={use}>
        <RowFields form={form} editable={editable} />
      </Form>
    </Drawer>
  );
}
