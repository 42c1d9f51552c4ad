import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import {
  type Column,
  Mark,
  Nothing,
  RowsTable,
  scopeWords,
  timeKindWords,
  useAddressState,
  useText,
} from '#ui/office';
import type { CatalogueView, ItemView } from '../forms.ts';
import { RowDrawer } from './row-drawer.tsx';
import { texts } from './texts.ts';

/** The rows of a catalogue as a table; a row opens in a drawer with all its fields. */
export function CatalogueRows({ view }: { view: CatalogueView }) {
  const say = useText(texts);
  const [address, change] = useAddressState();
  const [typed, setTyped] = useState('');
  const [onlyFlagged, setOnlyFlagged] = useState(false);
  const editable = isEditable(view);
  const flagged = view.rows.filter((row) => row.flagged.length > 0);
  const shown = (onlyFlagged ? flagged : view.rows).filter((row) => matches(row, typed));
  const columns = useColumns((row) => change({ row: row.id }, false));
  const open = view.rows.find((row) => row.id === address['row']);
  return (
    <>
      <RowsTable
        name="catalogue-rows"
        label={say('rows')}
        rows={shown}
        rowKey={(row) => row.id}
        columns={columns}
        onOpen={(row) => change({ row: row.id }, false)}
        empty={<Nothing title={say('noRows')} help={say('noRowsHelp')} />}
        tools={
          <div className="row">
            <Input
              allowClear
              value={typed}
              placeholder={say('searchRows')}
              aria-label={say('searchRows')}
              onChange={(event) => setTyped(event.target.value)}
              style={{ width: 280 }}
            />
            {flagged.length === 0 ? null : (
              <Checkbox checked={onlyFlagged} onChange={(event) => setOnlyFlagged(event.target.checked)}>
                {say('onlyFlagged', { count: flagged.length })}
              </Checkbox>
            )}
            {editable ? <Button onClick={() => change({ row: 'new' }, false)}>{say('addRow')}</Button> : null}
          </div>
        }
      />
      {open !== undefined || address['row'] === 'new' ? (
        <RowDrawer
          key={open?.id ?? 'new'}
          view={view}
          item={open ?? null}
          editable={editable}
          close={() => change({ row: undefined })}
        />
      ) : null}
    </>
  );
}

/** Whoever may submit a draft may write in it; another refusal (no rows yet, unclear limits) doesn't take that away. */
function isEditable(view: CatalogueView): boolean {
  const submit = view.moves.find((offer) => offer.move === 'submit');
  return (
    view.state === 'draft' && submit !== undefined && (submit.allowed || submit.code !== 'not-permitted')
  );
}

function matches(row: ItemView, typed: string): boolean {
  const wanted = typed.trim();
  return (
    wanted === '' ||
    [row.matter1, row.matter2, row.content, row.responsible].some((text) => text.includes(wanted))
  );
}

function useColumns(open: (row: ItemView) => void): readonly Column<ItemView>[] {
  const say = useText(texts);
  const scope = useText(scopeWords);
  const timeKind = useText(timeKindWords);
  return [
    {
      key: 'matter',
      title: say('matter1'),
      width: 240,
      show: (row) => (
        <button type="button" className="cell-link" onClick={() => open(row)}>
          {row.matter1}
          {row.matter2 === '' ? null : <span className="quiet"> · {row.matter2}</span>}
        </button>
      ),
    },
    {
      key: 'content',
      title: say('content'),
      optional: true,
      show: (row) => <span className="clamp">{row.content}</span>,
    },
    { key: 'scope', title: say('scope'), width: 150, optional: true, show: (row) => scope(row.scope) },
    {
      key: 'limit',
      title: say('timeLimit'),
      width: 260,
      show: (row) => (
        <>
          <span className="quiet nowrap">{timeKind(row.timeKind)}</span> {row.timeLimit}
          {row.flagged.length === 0 ? null : (
            <div>
              <Mark tone="late">{say('notUnderstood')}</Mark>
            </div>
          )}
        </>
      ),
    },
    {
      key: 'responsible',
      title: say('responsible'),
      width: 150,
      optional: true,
      show: (row) => row.responsible,
    },
    {
      key: 'carriers',
      title: say('carriers'),
      width: 170,
      optional: true,
      show: (row) => <span className="clamp">{row.carriers.join('、')}</span>,
    },
  ];
}
