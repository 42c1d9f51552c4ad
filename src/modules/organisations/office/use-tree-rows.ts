import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { call, type RowsPage, withQuery } from '#ui/office';
import type { UnitSummary } from '../forms.ts';

export type TreeRow = {
  readonly key: number;
  readonly title: string;
  readonly isLeaf: boolean;
  readonly children?: TreeRow[];
  /** Set on the row that reads the next page of this unit's children (0: of the roots). */
  readonly moreOf?: number;
};

type Branch = { readonly rows: readonly UnitSummary[]; readonly next: string | null };
const roots = 0;
const pageSize = 200;

/** The opened part of the tree. Opens the way down to the chosen unit by itself. */
export function useTreeRows(wayDown: readonly number[]) {
  const [branches, setBranches] = useState<ReadonlyMap<number, Branch>>(new Map());
  const [expanded, setExpanded] = useState<readonly number[]>([]);
  const loading = useRef(new Set<number>());
  const client = useQueryClient();

  const read = useCallback(
    async (parent: number, cursor: string | null): Promise<void> => {
      const path = withQuery('/api/units', {
        parent: parent === roots ? null : parent,
        cursor,
        limit: pageSize,
      });
      const page = await client.fetchQuery({
        queryKey: ['read', path],
        queryFn: ({ signal }) => call<RowsPage<UnitSummary>>('GET', path, undefined, signal),
      });
      setBranches((old) => {
        const before = cursor === null ? [] : (old.get(parent)?.rows ?? []);
        return new Map(old).set(parent, { rows: [...before, ...page.rows], next: page.next });
      });
    },
    [client],
  );
  const load = useCallback(
    async (parent: number): Promise<void> => {
      if (loading.current.has(parent)) return;
      loading.current.add(parent);
      try {
        await read(parent, null);
      } catch {
        // Left unread: opening the branch again asks again.
        loading.current.delete(parent);
      }
    },
    [read],
  );
  const more = useCallback(
    (parent: number) => read(parent, branches.get(parent)?.next ?? null),
    [branches, read],
  );

  useEffect(() => void load(roots), [load]);
  const way = wayDown.join('/');
  useEffect(() => {
    const ids = way === '' ? [] : way.split('/').map(Number);
    for (const id of ids) void load(id);
    setExpanded((old) => [...new Set([...old, ...ids])]);
  }, [way, load]);

  const rows = useMemo(() => (branches.has(roots) ? toRows(roots, branches) : null), [branches]);
  return { rows, expanded: [...expanded], setExpanded, load, more };
}

/** Units that hang below a branch not loaded are simply not there yet. */
function toRows(parent: number, branches: ReadonlyMap<number, Branch>): TreeRow[] {
  const branch = branches.get(parent);
  if (branch === undefined) return [];
  const rows: TreeRow[] = branch.rows.map((unit) => ({
    key: unit.id,
    title: unit.name,
    isLeaf: unit.childCount === 0,
    ...(branches.has(unit.id) ? { children: toRows(unit.id, branches) } : {}),
  }));
  if (branch.next !== null) rows.push({ key: -1 - parent, title: '', isLeaf: true, moreOf: parent });
  return rows;
}
