import { Button, Checkbox, Popover, Table } from 'antd';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useText } from './i18n.tsx';
import { useNarrow } from './narrow.ts';
import type { MoreRows } from './query.ts';
import { Loading, ReadFailed } from './states.tsx';
import { commonTexts } from './texts.ts';

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  readonly show: (row: Row, index: number) => ReactNode;
  readonly width?: number | string;
  readonly align?: 'left' | 'right' | 'center';
  /** The user may hide it. */
  readonly optional?: boolean;
};

type RowsTableProps<Row> = {
  /** Under this name the table remembers which columns are shown. */
  readonly name: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  readonly columns: readonly Column<Row>[];
  readonly label: string;
  readonly empty?: ReactNode;
  readonly onOpen?: (row: Row) => void;
  readonly selection?: {
    readonly keys: readonly (string | number)[];
    readonly onChange: (keys: (string | number)[]) => void;
  };
  readonly expand?: (row: Row) => ReactNode;
  readonly footer?: ReactNode;
  readonly scrollX?: number;
  readonly tools?: ReactNode;
};

/**
 * A table whose header stays, whose columns remember, and whose rows open with the keyboard (arrows, Enter).
 * On a telephone each row becomes a card.
 */
export function RowsTable<Row>(props: RowsTableProps<Row>) {
  const narrow = useNarrow();
  const [hidden, hide] = useHiddenColumns(props.name);
  const columns = props.columns.filter((column) => column.optional !== true || !hidden.includes(column.key));
  const choosable = props.columns.some((column) => column.optional === true) && !narrow;
  return (
    <div className="rows-table">
      {choosable || props.tools !== undefined ? (
        <div className="rows-tools">
          <div>{props.tools}</div>
          {choosable ? <ColumnChoice columns={props.columns} hidden={hidden} hide={hide} /> : null}
        </div>
      ) : null}
      {props.rows.length === 0 ? (
        props.empty
      ) : narrow ? (
        <Cards {...props} columns={columns} />
      ) : (
        <Wide {...props} columns={columns} />
      )}
      {props.footer}
    </div>
  );
}

function Wide<Row>({
  rows,
  rowKey,
  columns,
  label,
  onOpen,
  selection,
  expand,
  scrollX,
}: RowsTableProps<Row>) {
  return (
    <Table<Row>
      aria-label={label}
      size="small"
      pagination={false}
      dataSource={rows}
      rowKey={rowKey}
      {...(scrollX === undefined ? {} : { scroll: { x: scrollX } })}
      columns={columns.map((column) => ({
        key: column.key,
        title: column.title,
        ...(column.width === undefined ? {} : { width: column.width }),
        ...(column.align === undefined ? {} : { align: column.align }),
        render: (_value: unknown, row: Row, index: number) => column.show(row, index),
      }))}
      {...(selection === undefined
        ? {}
        : {
            rowSelection: {
              selectedRowKeys: [...selection.keys],
              onChange: (keys: readonly (string | number | bigint)[]) =>
                selection.onChange(keys.filter((key): key is string | number => typeof key !== 'bigint')),
            },
          })}
      {...(expand === undefined ? {} : { expandable: { expandedRowRender: expand } })}
      {...(onOpen === undefined
        ? {}
        : {
            rowClassName: 'row-opens',
            onRow: (row: Row) => ({
              tabIndex: 0,
              onDoubleClick: () => onOpen(row),
              onKeyDown: (event: KeyboardEvent<HTMLElement>) => moveOrOpen(event, () => onOpen(row)),
            }),
          })}
    />
  );
}

function Cards<Row>({ rows, rowKey, columns, label, selection, expand }: RowsTableProps<Row>) {
  const [first, ...rest] = columns;
  return (
    <ul className="cards" aria-label={label}>
      {rows.map((row, index) => {
        const key = rowKey(row);
        return (
          <li key={key} className="card">
            <div className="card-head">
              {selection === undefined ? null : (
                <Checkbox
                  aria-label={String(key)}
                  checked={selection.keys.includes(key)}
                  onChange={(event) =>
                    selection.onChange(
                      event.target.checked
                        ? [...selection.keys, key]
                        : selection.keys.filter((one) => one !== key),
                    )
                  }
                />
              )}
              <div className="card-title">{first?.show(row, index)}</div>
            </div>
            <dl>
              {rest.map((column) => (
                <div key={column.key}>
                  <dt>{column.title}</dt>
                  <dd>{column.show(row, index)}</dd>
                </div>
              ))}
            </dl>
            {expand?.(row)}
          </li>
        );
      })}
    </ul>
  );
}

/** Arrows go from row to row, Enter opens; keys pressed inside a control of the row stay with it. */
function moveOrOpen(event: KeyboardEvent<HTMLElement>, open: () => void): void {
  if (event.target !== event.currentTarget) return;
  if (event.key === 'Enter') open();
  const step =
    event.key === 'ArrowDown'
      ? 'nextElementSibling'
      : event.key === 'ArrowUp'
        ? 'previousElementSibling'
        : null;
  if (step === null) return;
  const next = event.currentTarget[step];
  if (next instanceof HTMLElement) {
    event.preventDefault();
    next.focus();
  }
}

type ColumnChoiceProps<Row> = {
  columns: readonly Column<Row>[];
  hidden: readonly string[];
  hide: (keys: readonly string[]) => void;
};

function ColumnChoice<Row>({ columns, hidden, hide }: ColumnChoiceProps<Row>) {
  const say = useText(commonTexts);
  const choice = (
    <div className="column-choice">
      {columns
        .filter((column) => column.optional === true)
        .map((column) => (
          <Checkbox
            key={column.key}
            checked={!hidden.includes(column.key)}
            onChange={(event) =>
              hide(
                event.target.checked ? hidden.filter((key) => key !== column.key) : [...hidden, column.key],
              )
            }
          >
            {column.title}
          </Checkbox>
        ))}
    </div>
  );
  return (
    <Popover content={choice} trigger="click" placement="bottomRight">
      <Button size="small">{say('columns')}</Button>
    </Popover>
  );
}

function useHiddenColumns(name: string) {
  const key = `gongkai.columns.${name}`;
  const [hidden, setHidden] = useState<readonly string[]>(() =>
    (window.localStorage.getItem(key) ?? '').split(',').filter(Boolean),
  );
  const hide = (keys: readonly string[]) => {
    window.localStorage.setItem(key, keys.join(','));
    setHidden(keys);
  };
  return [hidden, hide] as const;
}

/** A list that is read page by page, with its states and “show more”. */
export function RowsList<Row>({
  of,
  ...table
}: Omit<RowsTableProps<Row>, 'rows' | 'footer'> & { of: MoreRows<Row> }) {
  const say = useText(commonTexts);
  if (of.data === undefined) {
    return of.error === null ? <Loading /> : <ReadFailed error={of.error} again={() => void of.refetch()} />;
  }
  const shown =
    of.total === null
      ? say('shown', { shown: of.rows.length })
      : say('shownOf', { total: of.total, shown: of.rows.length });
  return (
    <RowsTable
      {...table}
      rows={of.rows}
      footer={
        of.rows.length === 0 ? null : (
          <div className="rows-footer">
            <span className="quiet" role="status">
              {shown}
            </span>
            {of.hasNextPage ? (
              <Button size="small" loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
                {say('more')}
              </Button>
            ) : null}
          </div>
        )
      }
    />
  );
}
