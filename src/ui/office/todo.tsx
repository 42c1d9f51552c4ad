import type { ReactNode } from 'react';
import { GoTo, type SearchValues } from './go.tsx';

export type TodoRow = {
  readonly key: string;
  readonly title: string;
  readonly note?: ReactNode;
  readonly to: string;
  readonly search?: SearchValues;
  readonly late?: boolean;
};

type TodoProps = {
  readonly title: string;
  /** How many there are in all; the list may show only the first. */
  readonly count: number | string;
  readonly late?: boolean;
  readonly all?: { readonly to: string; readonly search?: SearchValues; readonly words: string };
  readonly rows: readonly TodoRow[];
};

/** One kind of work on the home page: how many, the first few, each one click from doing it. Absent when there is none. */
export function Todo({ title, count, late, all, rows }: TodoProps) {
  if (count === 0) return null;
  return (
    <section className={late === true ? 'todo todo-late' : 'todo'}>
      <div className="todo-head">
        <h2>
          <span className="todo-count tabular">{count}</span> {title}
        </h2>
        {all === undefined ? null : (
          <GoTo to={all.to} search={all.search ?? {}}>
            {all.words}
          </GoTo>
        )}
      </div>
      {rows.length === 0 ? null : (
        <ul>
          {rows.map((row) => (
            <li key={row.key}>
              <GoTo to={row.to} search={row.search ?? {}} className="todo-row">
                <span className="todo-title">{row.title}</span>
                <span className={row.late === true ? 'todo-note due-late' : 'todo-note'}>{row.note}</span>
              </GoTo>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** How many rows a list has: exactly when the server says so, otherwise at least the page's. */
export function countOf(page: {
  readonly rows: readonly unknown[];
  readonly total: number | null;
  readonly next: string | null;
}): number | string {
  if (page.total !== null) return page.total;
  return page.next === null ? page.rows.length : `${page.rows.length}+`;
}
