import { Alert, Button, Input, Modal, Tabs } from 'antd';
import { useEffect, useState } from 'react';
import {
  type ApiError,
  type Column,
  commonTexts,
  Mark,
  Nothing,
  Page,
  type RowsPage,
  RowsTable,
  timeKindWords,
  useAddressPart,
  useAddressState,
  useCommand,
  useRead,
  useSession,
  useText,
  useUnsaved,
  WhenRead,
} from '#ui/office';
import type { ProposalView, TemplateEdit, TemplatePreview, TemplateView } from '../forms.ts';
import { DiffRows } from './diff-rows.tsx';
import { type DraftRow, TemplateRowDrawer } from './template-row.tsx';
import { templateTexts } from './template-texts.ts';

/** One template: its rows, changed together and seen as a difference before they are saved; and what became of it. */
export function Screen() {
  const say = useText(templateTexts);
  const id = useAddressPart('id');
  const [address, change] = useAddressState();
  const read = useRead<TemplateView>(`/api/catalogue-templates/${id}`);
  return (
    <WhenRead of={read}>
      {(view) => (
        <Page
          title={view.title}
          note={`${view.unitName} · ${say('version')} ${view.version}`}
          crumbs={[{ title: say('templates'), to: '/catalogue-templates' }]}
          wide
        >
          <Tabs
            activeKey={address['tab'] ?? 'rows'}
            onChange={(tab) => change({ tab: tab === 'rows' ? undefined : tab }, false)}
            items={[
              {
                key: 'rows',
                label: say('tabRows'),
                children: <Rows key={`${view.id} ${view.lock}`} view={view} />,
              },
              { key: 'proposals', label: say('tabProposals'), children: <Proposals id={view.id} /> },
            ]}
          />
        </Page>
      )}
    </WhenRead>
  );
}

function Rows({ view }: { view: TemplateView }) {
  const say = useText(templateTexts);
  const { me } = useSession();
  const editable = me.permissions.includes('catalogue.template');
  const [title, setTitle] = useState(view.title);
  const [rows, setRows] = useState<readonly DraftRow[]>(() =>
    view.rows.map(({ itemKey, fields }) => ({ key: itemKey, itemKey, fields })),
  );
  const [dirty, setDirty] = useState(false);
  const [open, setOpen] = useState<DraftRow | 'new' | null>(null);
  const [previewing, setPreviewing] = useState(false);
  useUnsaved(dirty);
  const change = (next: readonly DraftRow[]) => {
    setRows(next);
    setDirty(true);
  };
  const columns = useColumns(setOpen);
  const edit: TemplateEdit = {
    lock: view.lock,
    title,
    rows: rows.map(({ itemKey, fields }) => ({ itemKey, fields })),
  };
  return (
    <>
      <RowsTable
        name="template-rows"
        label={say('tabRows')}
        rows={rows}
        rowKey={(row) => row.key}
        columns={columns}
        onOpen={setOpen}
        empty={<Nothing title={say('noRows')} />}
        tools={
          editable ? (
            <div className="row">
              <Input
                aria-label={say('title')}
                value={title}
                maxLength={200}
                style={{ width: 280 }}
                onChange={(event) => {
                  setTitle(event.target.value);
                  setDirty(true);
                }}
              />
              <Button onClick={() => setOpen('new')}>{say('addRow')}</Button>
              <Button type="primary" disabled={!dirty || title === ''} onClick={() => setPreviewing(true)}>
                {say('preview')}
              </Button>
            </div>
          ) : (
            <p className="quiet">{say('readOnly')}</p>
          )
        }
      />
      {open === null ? null : (
        <TemplateRowDrawer
          rows={rows}
          row={open}
          editable={editable}
          change={change}
          close={() => setOpen(null)}
        />
      )}
      {previewing ? (
        <Preview id={view.id} edit={edit} saved={() => setDirty(false)} close={() => setPreviewing(false)} />
      ) : null}
    </>
  );
}

function useColumns(open: (row: DraftRow) => void): readonly Column<DraftRow>[] {
  const say = useText(templateTexts);
  const timeKind = useText(timeKindWords);
  return [
    {
      key: 'row',
      title: say('row'),
      show: (row) => (
        <button type="button" className="cell-link" onClick={() => open(row)}>
          {row.fields.matter1}
          {row.fields.matter2 === '' ? null : <span className="quiet"> · {row.fields.matter2}</span>}
        </button>
      ),
    },
    {
      key: 'limit',
      title: say('timeLimit'),
      width: 320,
      show: ({ fields }) => (
        <>
          <span className="quiet nowrap">{timeKind(fields.timeKind)}</span> {fields.timeLimit}
        </>
      ),
    },
  ];
}

type PreviewProps = { id: string; edit: TemplateEdit; saved: () => void; close: () => void };

/** What would change, and for whom it would become proposals; saved only from here. */
function Preview({ id, edit, saved, close }: PreviewProps) {
  const say = useText(templateTexts);
  const common = useText(commonTexts);
  const [overtaken, setOvertaken] = useState(false);
  const ask = useCommand<TemplateEdit, TemplatePreview>('POST', `/api/catalogue-templates/${id}/preview`, {
    changes: [],
    quiet: true,
  });
  const { mutate, data: preview } = ask;
  const [asked] = useState(edit);
  useEffect(() => mutate(asked), [mutate, asked]);
  const save = useCommand<TemplateEdit, TemplateView>('PUT', `/api/catalogue-templates/${id}`, {
    done: say('saved'),
    changes: ['/api/catalogue-templates', '/api/template-proposals'],
    onDone: () => {
      saved();
      close();
    },
    onRefused: (error: ApiError) => setOvertaken(error.code === 'edited-meanwhile'),
  });
  const changed = preview?.diff.rows.length ?? 0;
  return (
    <Modal
      open
      width={720}
      title={say('preview')}
      okText={say('save')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: preview === undefined || overtaken }}
      onOk={() => save.mutate(edit)}
      onCancel={close}
      confirmLoading={save.isPending}
    >
      {overtaken ? <Alert type="warning" showIcon title={say('edited')} /> : null}
      {preview === undefined ? null : (
        <div className="stack">
          <p>
            {changed === 0
              ? say('nothingChanged')
              : preview.adopters === 0
                ? say('toNobody')
                : say('toUnits', { adopters: preview.adopters, count: changed })}
          </p>
          <DiffRows diff={preview.diff} />
        </div>
      )}
    </Modal>
  );
}

function Proposals({ id }: { id: string }) {
  const say = useText(templateTexts);
  const read = useRead<RowsPage<ProposalView>>(`/api/catalogue-templates/${id}/proposals`);
  const columns: readonly Column<ProposalView>[] = [
    { key: 'unit', title: say('unit'), width: 240, show: (row) => row.unitName },
    { key: 'change', title: say('change'), show: (row) => `${say(`diff.${row.change}`)}：${row.matter}` },
    {
      key: 'state',
      title: say('state'),
      width: 220,
      show: (row) => (
        <>
          <Mark tone={row.state === 'open' ? 'wait' : 'quiet'}>{say(`state.${row.state}`)}</Mark>{' '}
          {row.decidedBy ?? ''} {row.reason ?? ''}
        </>
      ),
    },
  ];
  return (
    <WhenRead of={read}>
      {({ rows }) => (
        <RowsTable
          name="template-proposals"
          label={say('tabProposals')}
          rows={rows}
          rowKey={(row) => row.id}
          columns={columns}
          empty={<Nothing title={say('noProposals')} />}
        />
      )}
    </WhenRead>
  );
}
