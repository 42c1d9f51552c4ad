import { type Html, html } from '#platform/html';
import { count, figures, percent, ratioBar } from '#ui/portal';
import { type DutyFigures, settledBy } from '../duties.ts';
import { address, type Shown } from './shared.ts';

/** What had to be opened and how it went, as figures that lead to the rows behind them and one bar of shares. */
export function dutyFigures(
  { chrome }: Shown,
  sums: DutyFigures,
  within: { readonly unit?: number; readonly year: number },
  id: string,
): Html {
  const { t, locale } = chrome;
  const settled = settledBy(sums);
  const published = sums.done + sums.doneLate + sums.inPart;
  const link = (state: string | null) => address('/catalogue', { ...within, state });
  const show = (value: number) => count(value, locale);
  return html`${figures([
    {
      label: t('publication.figure.due'),
      value: show(settled),
      note: t('publication.figure.dueNote', { year: within.year }),
      href: link(null),
      warn: false,
    },
    {
      label: t('publication.figure.published'),
      value: show(published),
      note: percent(published, settled),
      href: link('done'),
      warn: false,
    },
    {
      label: t('publication.figure.late'),
      value: show(sums.late),
      note: t('publication.figure.lateNote', { count: show(sums.doneLate) }),
      href: link('late'),
      warn: sums.late > 0,
    },
    {
      label: t('publication.figure.withheld'),
      value: show(sums.withheld),
      note: t('publication.figure.withheldNote'),
      href: link('withheld'),
      warn: false,
    },
  ])}${ratioBar(`shares-${id}`, t('publication.figure.shares', { year: within.year }), [
    { look: 'on-time', label: t('publication.duty.done'), value: sums.done + sums.inPart },
    { look: 'late', label: t('publication.duty.doneLate'), value: sums.doneLate },
    { look: 'missing', label: t('publication.duty.late'), value: sums.late },
    { look: 'withheld', label: t('publication.duty.withheldShort'), value: sums.withheld },
    { look: 'open', label: t('publication.duty.ahead'), value: sums.ahead },
  ])}`;
}
