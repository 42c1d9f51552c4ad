import { Button } from 'antd';
import { Page, roleWords, ScrollBox, Section, useLocale, useRead, useText, WhenRead } from '#ui/office';
import type { PermissionMatrix } from '../forms.ts';
import { texts } from './texts.ts';

/** Role × permission, as the program itself asks; printable. */
export function Screen() {
  const say = useText(texts);
  const read = useRead<PermissionMatrix>('/api/permissions');
  return (
    <Page
      title={say('permissions')}
      note={say('permissionsHelp')}
      actions={<Button onClick={() => window.print()}>{say('print')}</Button>}
      wide
    >
      <Section>
        <WhenRead of={read}>{(matrix) => <Matrix matrix={matrix} />}</WhenRead>
      </Section>
    </Page>
  );
}

function Matrix({ matrix }: { matrix: PermissionMatrix }) {
  const say = useText(texts);
  const { locale } = useLocale();
  return (
    <ScrollBox className="table-scroll" label={say('permissions')}>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">{say('permission')}</th>
            <th scope="col">{say('scope')}</th>
            {matrix.roles.map((role) => (
              <th key={role} scope="col" className="matrix-role">
                {roleWords[locale][role]}
              </th>
            ))}
            <th scope="col" className="nowrap">
              {say('delegable')}
            </th>
          </tr>
        </thead>
        {byRoom(matrix.rows).map((rows) => (
          <tbody key={rows[0].room}>
            <tr>
              <th scope="rowgroup" colSpan={matrix.roles.length + 3} className="matrix-room">
                {rows[0].roomLabel}
              </th>
            </tr>
            {rows.map((row) => (
              <MatrixRow key={row.permission} row={row} roles={matrix.roles} />
            ))}
          </tbody>
        ))}
      </table>
    </ScrollBox>
  );
}

type Row = PermissionMatrix['rows'][number];

function MatrixRow({ row, roles }: { row: Row; roles: PermissionMatrix['roles'] }) {
  const say = useText(texts);
  const held = (is: boolean) =>
    is ? (
      <span role="img" aria-label={say('has')}>
        ●
      </span>
    ) : null;
  return (
    <tr>
      <th scope="row">
        {row.label}
        <div className="hash">{row.permission}</div>
      </th>
      <td className="nowrap">{say(`scope.${row.scope}`)}</td>
      {roles.map((role) => (
        <td key={role} className="matrix-cell">
          {held(row.roles.includes(role))}
        </td>
      ))}
      <td className="matrix-cell">{held(row.delegable)}</td>
    </tr>
  );
}

/** The rows under their rooms, in the order in which the rooms come. */
function byRoom(rows: readonly Row[]): readonly (readonly [Row, ...Row[]])[] {
  const groups = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const group = groups.get(row.room);
    if (group === undefined) groups.set(row.room, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}
