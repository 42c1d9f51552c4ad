import { useUnitNames } from '#ui/office';

/** Names of a few units by their ids. */
export function UnitNames({ ids }: { ids: readonly number[] }) {
  const nameOf = useUnitNames(ids);
  return (
    <ul className="plain-list">
      {ids.map((id) => (
        <li key={id}>{nameOf(id)}</li>
      ))}
    </ul>
  );
}
