import { affairsWords, type Column, Due, GoTo, periodWords, useLocale, useText } from '#ui/office';
import type { DutyView } from '../forms.ts';
import { StandingMark } from './state.tsx';
import { texts } from './texts.ts';

/** Columns of every list of duties. */
export function useDutyColumns(withUnit: boolean): readonly Column<DutyView>[] {
  const say = useText(texts);
  const affairs = useText(affairsWords);
  const { locale } = useLocale();
  return [
    {
      key: 'matter',
      title: say('matter'),
      show: (row) => (
        <GoTo to={`/duties/${row.id}`}>
          {row.matter1}
          {row.matter2 === '' ? '' : ` · ${row.matter2}`}
        </GoTo>
      ),
    },
    {
      key: 'due',
      title: say('due'),
      width: 200,
      show: (row) => <Due on={row.due} settled={row.state !== 'open'} />,
    },
    {
      key: 'standing',
      title: say('standing'),
      width: 120,
      show: (row) => <StandingMark standing={row.standing} />,
    },
    {
      key: 'period',
      title: say('period'),
      width: 130,
      optional: true,
      show: (row) => periodWords(row.period, locale),
    },
    {
      key: 'affairs',
      title: say('affairsKind'),
      width: 100,
      optional: true,
      show: (row) => affairs(row.affairsKind),
    },
    ...(withUnit
      ? [{ key: 'unit', title: say('unit'), width: 220, show: (row: DutyView) => row.unitName }]
      : []),
  ];
}
