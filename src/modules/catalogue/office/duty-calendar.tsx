import { Alert, Button } from 'antd';
import {
  commonTexts,
  monthTitle,
  monthWeeks,
  RowsTable,
  Section,
  shiftMonth,
  todayHere,
  useAddressState,
  useLocale,
  useMoreRows,
  useRead,
  useText,
  WhenRead,
  withQuery,
} from '#ui/office';
import type { CalendarMonth, DutyView } from '../forms.ts';
import { useDutyColumns } from './duty-columns.tsx';
import { texts } from './texts.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Day = CalendarMonth['days'][number];

/** A month's sheet: holidays and make-up days named, what is due on each day; a day opens its duties below. */
export function DutyCalendar({ unit, below, month }: { unit: number; below: boolean; month: string }) {
  const say = useText(texts);
  const [address, change] = useAddressState();
  const read = useRead<CalendarMonth>(withQuery('/api/duties/calendar', { unit, below, month }));
  const chosen = address['day']?.startsWith(month) === true ? address['day'] : undefined;
  return (
    <Section title={<MonthTitle month={month} />} actions={<MonthSteps month={month} />}>
      <WhenRead of={read}>
        {(answer) => (
          <>
            {answer.loaded ? null : (
              <Alert
                type="warning"
                showIcon
                title={say('notLoaded', { year: month.slice(0, 4) })}
                style={{ marginBottom: 12 }}
              />
            )}
            <Sheet month={month} days={answer.days} chosen={chosen} choose={(day) => change({ day })} />
          </>
        )}
      </WhenRead>
      {chosen === undefined ? null : <DayDuties unit={unit} below={below} month={month} day={chosen} />}
    </Section>
  );
}

function MonthTitle({ month }: { month: string }) {
  const { locale } = useLocale();
  return <>{monthTitle(month, locale)}</>;
}

function MonthSteps({ month }: { month: string }) {
  const common = useText(commonTexts);
  const [, change] = useAddressState();
  return (
    <>
      <Button size="small" onClick={() => change({ month: shiftMonth(month, -1) })}>
        {common('previousMonth')}
      </Button>
      <Button size="small" onClick={() => change({ month: undefined, day: undefined })}>
        {common('today')}
      </Button>
      <Button size="small" onClick={() => change({ month: shiftMonth(month, 1) })}>
        {common('nextMonth')}
      </Button>
    </>
  );
}

type SheetProps = {
  month: string;
  days: readonly Day[];
  chosen: string | undefined;
  choose: (day: string) => void;
};

function Sheet({ month, days, chosen, choose }: SheetProps) {
  const common = useText(commonTexts);
  const byDate = new Map(days.map((day) => [day.date, day]));
  return (
    <table className="month">
      <thead>
        <tr>
          {weekdays.map((day) => (
            <th key={day} scope="col">
              {common(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {monthWeeks(month).map((week) => (
          <tr key={week[0]}>
            {week.map((date) => (
              <td key={date} className={dayClass(date, month, byDate.get(date), chosen)}>
                {date.startsWith(month) ? (
                  <DayCell date={date} day={byDate.get(date)} choose={choose} />
                ) : null}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function dayClass(date: string, month: string, day: Day | undefined, chosen: string | undefined): string {
  return [
    date.startsWith(month) ? '' : 'outside',
    day?.kind === 'holiday' || day?.kind === 'weekend' ? 'rest' : '',
    date === todayHere() ? 'is-today' : '',
    date === chosen ? 'chosen' : '',
  ].join(' ');
}

function DayCell({
  date,
  day,
  choose,
}: {
  date: string;
  day: Day | undefined;
  choose: (day: string) => void;
}) {
  const say = useText(texts);
  return (
    <button type="button" className="day" onClick={() => choose(date)}>
      <span className="day-number tabular">{Number(date.slice(8))}</span>
      {day === undefined || day.name === '' ? null : <span className="day-name">{day.name}</span>}
      {day === undefined ? null : (
        <span className="day-counts tabular">
          {day.late > 0 ? (
            <span className="red">
              ▲{day.late} <span className="word">{say('dayLate')}</span>
            </span>
          ) : null}
          {day.due > day.done + day.late ? (
            <span>
              ○{day.due - day.done - day.late} <span className="word">{say('dayDue')}</span>
            </span>
          ) : null}
          {day.done > 0 ? (
            <span className="quiet">
              ●{day.done} <span className="word">{say('dayDone')}</span>
            </span>
          ) : null}
        </span>
      )}
    </button>
  );
}

function DayDuties({
  unit,
  below,
  month,
  day,
}: {
  unit: number;
  below: boolean;
  month: string;
  day: string;
}) {
  const say = useText(texts);
  const rows = useMoreRows<DutyView>(withQuery('/api/duties', { unit, below, month, limit: 200 }));
  const columns = useDutyColumns(below);
  return (
    <div style={{ marginTop: 16 }}>
      <h3 className="tabular" style={{ marginBottom: 8 }}>
        {day}
      </h3>
      <RowsTable
        name="day-duties"
        label={day}
        rows={rows.rows.filter((row) => row.due === day)}
        rowKey={(row) => row.id}
        columns={columns}
        empty={<p className="quiet">{say('noDutiesThisDay')}</p>}
      />
    </div>
  );
}
