import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useText } from './i18n.tsx';
import { type Page, useRead, withQuery } from './query.ts';
import { commonTexts } from './texts.ts';

/** As much of a unit as choosing one needs. */
export type UnitOption = { readonly id: number; readonly name: string; readonly code: string };

type UnitPickerProps = {
  readonly value?: number | null;
  readonly onChange?: (id: number | null) => void;
  /** Name of the value when it is known already, so that it shows before anything is searched. */
  readonly valueName?: string | undefined;
  readonly under?: number | undefined;
  /** `all` offers every unit of the directory; otherwise those the reader works for. */
  readonly within?: 'all' | undefined;
  readonly id?: string;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly 'aria-label'?: string;
};

/** Finds a unit among hundreds of thousands by part of its name or by code. */
export function UnitPicker({ value, onChange, valueName, under, within, ...rest }: UnitPickerProps) {
  const say = useText(commonTexts);
  const [typed, setTyped] = useState('');
  // What was chosen here is named already; its page may not be open to the reader.
  const [chosen, setChosen] = useState<{ readonly id: number; readonly name: string } | null>(null);
  const named = valueName ?? (chosen !== null && chosen.id === value ? chosen.name : undefined);
  const asked = useSettled(typed.trim(), 250);
  const found = useRead<Page<UnitOption>>(
    asked === '' ? null : withQuery('/api/units/search', { q: asked, under, within, limit: 20 }),
  );
  const known = useUnitNames(value != null && named === undefined ? [value] : []);
  const options = (found.data?.rows ?? []).map((unit) => ({
    value: unit.id,
    label: unit.name,
    code: unit.code,
  }));
  const name = value == null ? undefined : (named ?? known(value));
  if (value != null && name !== undefined && !options.some((one) => one.value === value)) {
    options.push({ value, label: name, code: '' });
  }
  return (
    <Select
      {...rest}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      value={value ?? null}
      placeholder={rest.placeholder ?? say('typeUnitName')}
      options={options}
      loading={found.isFetching}
      notFoundContent={
        asked === '' ? say('typeUnitName') : found.isFetching ? say('loading') : say('noUnitFound')
      }
      optionRender={({ data }) => (
        <span className="row-between">
          <span>{data.label}</span>
          <span className="quiet tabular">{data.code}</span>
        </span>
      )}
      onChange={(next: number | null | undefined) => {
        const unit = options.find((one) => one.value === next);
        setChosen(unit === undefined ? null : { id: unit.value, name: unit.label });
        onChange?.(next ?? null);
      }}
      style={{ width: '100%' }}
    />
  );
}

/** What units are called, by id; units of the public directory, whoever covers them. */
export function useUnitNames(ids: readonly number[]): (id: number) => string {
  const asked = [...ids].sort((a, b) => a - b).join(',');
  const found = useRead<readonly UnitOption[]>(asked === '' ? null : `/api/units/names?ids=${asked}`);
  return (id) => found.data?.find((one) => one.id === id)?.name ?? '…';
}

/** The value once it has not changed for a while: what is typed is not asked letter by letter. */
export function useSettled<Value>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), milliseconds);
    return () => window.clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
