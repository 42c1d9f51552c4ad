import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useCallback } from 'react';

/** Values in the address after `?`; always texts. */
export type SearchValues = Readonly<Record<string, string | undefined>>;

type GoToProps = {
  /** Address inside the office, e.g. `/units/5`. */
  readonly to: string;
  readonly search?: SearchValues;
  readonly children: ReactNode;
  readonly className?: string;
  readonly title?: string;
  readonly label?: string;
  readonly onClick?: () => void;
  /** Marked as the current place only on this very address, not on those below it. */
  readonly exact?: boolean;
};

/** A link to another screen of the office: a real address, openable in a new tab. */
export function GoTo({ to, search, children, className, title, label, onClick, exact }: GoToProps) {
  return (
    <Link
      to={to}
      search={dropEmpty(search ?? {})}
      activeOptions={{ exact: exact === true, includeSearch: false }}
      {...(className === undefined ? {} : { className })}
      {...(title === undefined ? {} : { title })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(onClick === undefined ? {} : { onClick })}
    >
      {children}
    </Link>
  );
}

/** Goes to another screen. */
export function useGo(): (to: string, search?: SearchValues, replace?: boolean) => void {
  const navigate = useNavigate();
  return useCallback(
    (to, search = {}, replace = false) => void navigate({ to, search: dropEmpty(search), replace }),
    [navigate],
  );
}

/** A part of the address, e.g. `id` of `/units/$id`. */
export function useAddressPart(name: string): string {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  return params[name] ?? '';
}

/** What stands after `?`, and a function that changes it (a tab, a filter): so that every view has an address. */
export function useAddressState(): readonly [SearchValues, (patch: SearchValues, replace?: boolean) => void] {
  const values: SearchValues = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (patch: SearchValues, replace = true) => {
      void navigate({ to: '.', search: (old: SearchValues) => dropEmpty({ ...old, ...patch }), replace });
    },
    [navigate],
  );
  return [values, change];
}

/** Address values without the empty ones. */
export function dropEmpty(values: SearchValues): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') kept[name] = value;
  }
  return kept;
}
