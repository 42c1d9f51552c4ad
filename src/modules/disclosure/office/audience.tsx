import { Button } from 'antd';
import { commonTexts, UnitPicker, useText } from '#ui/office';
import { UnitName } from './unit-names.tsx';

/** The units a specific disclosure is for. */
export function Audience({
  units,
  change,
  id,
}: {
  units: readonly number[];
  change: (units: number[]) => void;
  id?: string;
}) {
  const common = useText(commonTexts);
  return (
    <div className="stack">
      {units.map((unit) => (
        <div key={unit} className="row-between">
          <UnitName id={unit} />
          <Button size="small" onClick={() => change(units.filter((one) => one !== unit))}>
            {common('delete')}
          </Button>
        </div>
      ))}
      <UnitPicker
        {...(id === undefined ? {} : { id })}
        value={null}
        onChange={(unit) => (unit === null || units.includes(unit) ? undefined : change([...units, unit]))}
      />
    </div>
  );
}
