import { Button } from 'antd';
import { Page, roleWords, Section, useLocale, useRead, useText, WhenRead } from '#ui/office';
import type { PermissionMatrix } from '../forms.ts';
import { texts, useWords } from './texts.ts';

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
  const words = useWords();
  const { locale } = useLocale();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard
    <section className="table-scroll" tabIndex={0} aria-label={say('permissions')}>
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
            <th scope="col">{say('delegable')}</th>
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((row) => (
            <tr key={row.permission}>
              <th scope="row">
                {nameOf(words, row.permission)}
                <div className="hash">{row.permission}</div>
              </th>
              <td>{say(`scope.${row.scope}`)}</td>
              {matrix.roles.map((role) => (
                <td key={role} className="matrix-cell">
                  {row.roles.includes(role) ? <span title={say('has')}>●</span> : ''}
                </td>
              ))}
              <td className="matrix-cell">{row.delegable ? '●' : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function nameOf(words: (key: string) => string, permission: string): string {
  const key = `permission.${permission}`;
  const text = words(key);
  return text === key ? '' : text;
}
