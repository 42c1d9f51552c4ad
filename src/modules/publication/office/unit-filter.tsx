import { UnitPicker, useAddressState, useSession, useText } from '#ui/office';
import { texts } from './texts.ts';

/** The unit whose publications are shown: in the address, or the one worked for. */
export function useShownUnit(): number {
  const { unit } = useSession();
  const [address] = useAddressState();
  return Number(address['unit'] ?? unit?.id ?? 0);
}

export function UnitFilter() {
  const say = useText(texts);
  const { units } = useSession();
  const [, change] = useAddressState();
  const shown = useShownUnit();
  return (
    <div className="grow">
      <UnitPicker
        aria-label={say('unit')}
        placeholder={say('chooseUnit')}
        value={shown === 0 ? null : shown}
        valueName={units.find((one) => one.id === shown)?.name}
        onChange={(next) => change({ unit: next === null ? undefined : String(next) })}
      />
    </div>
  );
}
