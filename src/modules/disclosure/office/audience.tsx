import { Button } from 'antd';
import { commonTexts, UnitPicker, useText, useUnitNames } from '#ui/office';

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
  const nameOf = useUnitNames(units);
  return (
    <div className="stack">
      {units.map((unit) => (
        <div key={unit} className="row-between">
          <span>{nameOf(unit)}</span>
          <Button size="small" onClick={() => change(units.filter((one) => one !== unit))}>
            {common('delete')}
          </Button>
        </div>
      ))}
      <UnitPicker
        {...(id === undefined ? {} : { id })}
        value={null}
        within="all"
        onChange={(unit) => (unit === null || units.includes(unit) ? undefined : change([...units, unit]))}
      />
    </div>
  );
}
