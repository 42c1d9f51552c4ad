import { Checkbox, Input, Segmented, Select, Tabs } from 'antd';
import { useState } from 'react';
import {
  affairsWords,
  commonTexts,
  Nothing,
  Page,
  RowsList,
  todayHere,
  toOptions,
  UnitPicker,
  useAddressState,
  useGo,
  useLocale,
  useMoreRows,
  useSession,
  useText,
  withQuery,
} from '#ui/office';
import type { DutyView } from '../forms.ts';
import { DutyCalendar } from './duty-calendar.tsx';
import { useDutyColumns } from './duty-columns.tsx';
import { texts, useWords } from './texts.ts';
import { dutyStandings } from './vocabulary.ts';

/** Besides the standings: decisions not to publish whose day of review has come. */
const REVIEW = 'reviewDue';

/** Dated duties as a list or a month's sheet. */
export function Screen() {
  const say = useText(texts);
  const { unit } = useSession();
  const [address, change] = useAddressState();
  const tab = address['tab'] === 'calendar' ? 'calendar' : 'list';
  // From the home page: all units in which one holds that role, until one of them is chosen.
  const everywhere = address['as'] !== undefined && address['unit'] === undefined && tab === 'list';
  const shown = everywhere ? 0 : Number(address['unit'] ?? unit?.id ?? 0);
  return (
    <Page title={say('duties')} wide>
      <Tabs
        activeKey={tab}
        onChange={(key) => change({ tab: key === 'list' ? undefined : key }, false)}
        items={[
          { key: 'list', label: say('list') },
          { key: 'calendar', label: say('calendar') },
        ]}
      />
      <Filters unit={shown} withStanding={tab === 'list'} />
      {shown === 0 && !everywhere ? (
        <Nothing title={say('noDuties')} help={say('noDutiesHelp')} />
      ) : tab === 'list' ? (
        <DutyList unit={everywhere ? undefined : shown} />
      ) : (
        <DutyCalendar
          unit={shown}
          below={address['below'] === 'true'}
          month={address['month'] ?? todayHere().slice(0, 7)}
        />
      )}
    </Page>
  );
}

function DutyList({ unit }: { unit: number | undefined }) {
  const say = useText(texts);
  const go = useGo();
  const [address] = useAddressState();
  const rows = useMoreRows<DutyView>(
    withQuery('/api/duties', {
      unit,
      below: address['below'],
      affairsKind: address['affairs'],
      standing: address['standing'] === REVIEW ? undefined : address['standing'],
      reviewDue: address['standing'] === REVIEW ? true : undefined,
      as: unit === undefined ? address['as'] : undefined,
      state: address['show'] === 'all' || address['standing'] !== undefined ? undefined : 'open',
      month: address['month'],
      text: address['text'],
      limit: 50,
    }),
  );
  const columns = useDutyColumns(unit === undefined || address['below'] === 'true');
  return (
    <RowsList
      of={rows}
      name="duties"
      label={say('duties')}
      rowKey={(row) => row.id}
      columns={columns}
      onOpen={(row) => go(`/duties/${row.id}`)}
      empty={<Nothing title={say('noDuties')} help={say('noDutiesHelp')} />}
    />
  );
}

function Filters({ unit, withStanding }: { unit: number; withStanding: boolean }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const words = useWords();
  const { locale } = useLocale();
  const session = useSession();
  const [address, change] = useAddressState();
  const [typed, setTyped] = useState(address['text'] ?? '');
  const known = session.units.find((one) => one.id === unit)?.name;
  return (
    <search className="filters">
      <div className="grow">
        <UnitPicker
          aria-label={common('unit')}
          value={unit === 0 ? null : unit}
          valueName={known}
          onChange={(next) => change({ unit: next === null ? undefined : String(next), as: undefined })}
        />
      </div>
      <Checkbox
        checked={address['below'] === 'true'}
        onChange={(event) => change({ below: event.target.checked ? 'true' : undefined })}
      >
        {say('below')}
      </Checkbox>
      {withStanding ? (
        <>
          <Segmented
            value={address['show'] === 'all' || address['standing'] !== undefined ? 'all' : 'open'}
            onChange={(show) => change({ show: show === 'all' ? 'all' : undefined, standing: undefined })}
            options={(['open', 'all'] as const).map((value) => ({ value, label: say(`show.${value}`) }))}
          />
          <Select
            allowClear
            aria-label={say('standing')}
            placeholder={say('standing')}
            value={address['standing'] ?? null}
            options={[
              ...dutyStandings.map((one) => ({ value: one, label: words(`dutyStanding.${one}`) })),
              { value: REVIEW, label: say('reviewDue') },
            ]}
            onChange={(standing: string | null | undefined) => change({ standing: standing ?? undefined })}
          />
          <Select
            allowClear
            aria-label={say('affairsKind')}
            placeholder={say('affairsKind')}
            value={address['affairs'] ?? null}
            options={toOptions(affairsWords, locale)}
            onChange={(affairs: string | null | undefined) => change({ affairs: affairs ?? undefined })}
          />
          <Input.Search
            className="grow"
            allowClear
            value={typed}
            placeholder={say('searchDuties')}
            aria-label={say('searchDuties')}
            onChange={(event) => setTyped(event.target.value)}
            onSearch={(text) => change({ text })}
          />
        </>
      ) : null}
    </search>
  );
}
