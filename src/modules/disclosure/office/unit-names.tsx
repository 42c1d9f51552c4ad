import { type UnitOption, useRead } from '#ui/office';

/** Names of a few units by their ids. */
export function UnitNames({ ids }: { ids: readonly number[] }) {
  return (
    <ul className="plain-list">
      {ids.map((id) => (
        <li key={id}>
          <UnitName id={id} />
        </li>
      ))}
    </ul>
  );
}

export function UnitName({ id }: { id: number }) {
  const unit = useRead<UnitOption>(`/api/units/${id}`);
  return <>{unit.data?.name ?? `#${id}`}</>;
}
