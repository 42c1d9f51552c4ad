import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useLocale } from './i18n.tsx';

type DateFieldProps = {
  readonly value?: string | null;
  readonly onChange?: (date: string | null) => void;
  readonly id?: string;
  readonly disabled?: boolean;
  readonly 'aria-label'?: string;
};

/** A date without time, `YYYY-MM-DD`, typed or chosen. */
export function DateField({ value, onChange, ...rest }: DateFieldProps) {
  useDayjsLocale();
  return (
    <DatePicker
      {...rest}
      value={value == null || value === '' ? null : dayjs(value)}
      onChange={(date) => onChange?.(date == null ? null : date.format('YYYY-MM-DD'))}
      style={{ width: '100%' }}
    />
  );
}

/** A moment to the minute, with the zone of the installation: `2026-03-01T09:00:00+08:00`. */
export function MomentField({ value, onChange, ...rest }: DateFieldProps) {
  useDayjsLocale();
  // Shown as the clock of the installation shows it, wherever the browser stands.
  const shown = value == null ? null : dayjs(clockOf(value));
  return (
    <DatePicker
      {...rest}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      value={shown}
      onChange={(date) => onChange?.(date == null ? null : `${date.format('YYYY-MM-DDTHH:mm')}:00+08:00`)}
      style={{ width: '100%' }}
    />
  );
}

/** The wall clock of the installation at that moment, as a local date-time text. */
function clockOf(iso: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(new Date(iso))
    .replace(' ', 'T');
}

function useDayjsLocale(): void {
  const { locale } = useLocale();
  dayjs.locale(locale === 'zh-CN' ? 'zh-cn' : 'en');
}
