import { Alert, Segmented } from 'antd';
import {
  type Column,
  formatMoment,
  Mark,
  Nothing,
  Page,
  RowsList,
  useAddressState,
  useMoreRows,
  useRead,
  useText,
  withQuery,
} from '#ui/office';
import type { LinkPageView, LinkRow } from '../links/forms.ts';
import { linksTexts } from './links-texts.ts';
import { UnitFilter, useShownUnit } from './unit-filter.tsx';

const choices = ['all', 'dead', 'unreachable', 'redirected'] as const;
const reasons = ['not-here', 'no-name', 'timeout', 'refused', 'tls', 'closed', 'circle', 'broken'] as const;

/** Links of a unit's public pages that do not lead where they should. */
export function Screen() {
  const say = useText(linksTexts);
  const unit = useShownUnit();
  const [address, change] = useAddressState();
  const state = choices.find((one) => one === address['state']) ?? 'all';
  const path =
    unit === 0 ? null : withQuery('/api/publications/links', { unit, state: state === 'all' ? null : state });
  const rows = useMoreRows<LinkRow>(path);
  const first = useRead<LinkPageView>(path);
  const columns = useColumns();
  return (
    <Page title={say('links')} note={say('linksHelp')} wide>
      {first.data?.outside === false ? (
        <Alert type="info" showIcon style={{ marginBottom: 12 }} title={say('outsideOff')} />
      ) : null}
      <div className="filters">
        <UnitFilter />
        <Segmented
          value={state}
          onChange={(value) => change({ state: value === 'all' ? undefined : value })}
          options={choices.map((value) => ({ value, label: say(value) }))}
        />
      </div>
      {unit === 0 ? (
        <Nothing title={say('chooseUnit')} />
      ) : (
        <RowsList
          of={rows}
          name="links"
          label={say('links')}
          rowKey={(row) => row.url}
          columns={columns}
          empty={<Nothing title={say('noLinks')} help={say('noLinksHelp')} />}
        />
      )}
    </Page>
  );
}

function useColumns(): readonly Column<LinkRow>[] {
  const say = useText(linksTexts);
  const why = ({ status, reason }: LinkRow) => {
    const known = reasons.find((one) => one === reason);
    return known === undefined ? (status ?? '') : say(`reason.${known}`);
  };
  return [
    {
      key: 'url',
      title: say('address'),
      show: (row) =>
        row.kind === 'attachment' ? (
          say('attachment')
        ) : (
          <>
            <span style={{ overflowWrap: 'anywhere' }}>{row.url}</span>
            {row.location === null ? null : (
              <div className="quiet" style={{ overflowWrap: 'anywhere' }}>
                {say('movedTo')} {row.location}
              </div>
            )}
          </>
        ),
    },
    {
      key: 'state',
      title: say('state'),
      width: 190,
      show: (row) => (
        <>
          <Mark tone={row.state === 'dead' ? 'late' : row.state === 'redirected' ? 'quiet' : 'wait'}>
            {row.state === 'dead' || row.state === 'redirected' ? say(row.state) : say('unreachable')}
          </Mark>{' '}
          <span className="quiet">{why(row)}</span>
          {row.failingSince === null ? null : (
            <div className="quiet tabular">{say('since', { at: formatMoment(row.failingSince) })}</div>
          )}
        </>
      ),
    },
    {
      key: 'pages',
      title: say('pages'),
      show: (row) => (
        <ul className="plain-list">
          {row.pages.map((page) => (
            <li key={page.path}>
              <a href={page.path} target="_blank" rel="noopener noreferrer">
                {page.title}
              </a>
            </li>
          ))}
        </ul>
      ),
    },
  ];
}
