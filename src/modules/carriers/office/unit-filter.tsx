import { UnitPicker, useAddressState, useSession, useText } from '#ui/office';
import { texts } from './texts.ts';

/** Narrows a list to one unit; which one stands in the address. */
export function UnitFilter() {
  const say = useText(texts);
  const { units } = useSession();
  const [address, change] = useAddressState();
  const shown = Number(address['unit'] ?? 0);
  return (
    <div className="grow">
      <UnitPicker
        aria-label={say('unit')}
        placeholder={say('everyUnit')}
        value={shown === 0 ? null : shown}
        valueName={units.find((one) => one.id === shown)?.name}
        onChange={(next) => change({ unit: next === null ? undefined : String(next) })}
      />
    </div>
  );
}
