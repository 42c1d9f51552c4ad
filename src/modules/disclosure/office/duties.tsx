import { Select } from 'antd';
import { type Locale, periodWords, type RowsPage, useLocale, useRead, useText, withQuery } from '#ui/office';
import { texts } from './messages.ts';
import type { DutyOption } from './neighbours.ts';

/** The duties a text fulfils, by name and period. */
export function DutyNames({ ids }: { ids: readonly string[] }) {
  const say = useText(texts);
  if (ids.length === 0) return <span className="quiet">{say('case.noDuties')}</span>;
  return (
    <ul className="plain-list">
      {ids.map((id) => (
        <li key={id}>
          <DutyName id={id} />
        </li>
      ))}
    </ul>
  );
}

function DutyName({ id }: { id: string }) {
  const { locale } = useLocale();
  const duty = useRead<DutyOption>(`/api/duties/${id}`).data;
  return <>{duty === undefined ? id.slice(0, 8) : dutyName(duty, locale)}</>;
}

/** Duties of the unit that are still open; what is due first stands first. */
export function useOpenDuties(unit: number) {
  const read = useRead<RowsPage<DutyOption>>(withQuery('/api/duties', { unit, state: 'open', limit: 200 }));
  return { duties: read.data?.rows ?? [], isFetching: read.isFetching };
}

type DutyPickerProps = {
  readonly unit: number;
  readonly value: readonly string[];
  readonly onChange: (ids: string[], chosen: readonly DutyOption[]) => void;
  readonly id?: string;
};

/** Chooses open duties of the unit. */
export function DutyPicker({ unit, value, onChange, id }: DutyPickerProps) {
  const say = useText(texts);
  const { locale } = useLocale();
  const { duties, isFetching } = useOpenDuties(unit);
  const options = duties.map((duty) => ({ value: duty.id, label: dutyName(duty, locale), due: duty.due }));
  const missing = value.filter((one) => !options.some((option) => option.value === one));
  return (
    <Select<string[]>
      {...(id === undefined ? {} : { id })}
      mode="multiple"
      value={[...value]}
      loading={isFetching}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={say('compose.searchDuties')}
      notFoundContent={say('compose.noDuties')}
      options={[...options, ...missing.map((one) => ({ value: one, label: one, due: '' }))]}
      // A duty that was fulfilled or lapsed meanwhile is no longer offered, and is still called by its name.
      labelRender={({ value: one, label }) => (label === one ? <DutyName id={String(one)} /> : label)}
      optionRender={({ data }) => (
        <span className="row-between">
          <span style={{ whiteSpace: 'normal' }}>
            {data.label === data.value ? <DutyName id={String(data.value)} /> : data.label}
          </span>
          <span className="quiet tabular">{data.due}</span>
        </span>
      )}
      onChange={(ids) =>
        onChange(
          ids,
          duties.filter((duty) => ids.includes(duty.id)),
        )
      }
      style={{ width: '100%' }}
    />
  );
}

/** A duty by its matter and period. */
export function dutyName(duty: DutyOption, locale: Locale): string {
  const matter = duty.matter2 === '' ? duty.matter1 : `${duty.matter1} · ${duty.matter2}`;
  return duty.period === '' ? matter : `${matter}（${periodWords(duty.period, locale)}）`;
}
