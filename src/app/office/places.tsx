import type { ReactNode } from 'react';
import { GoTo, holdsRole, type OfficePlace, useLocale, useSession, useText } from '#ui/office';
import { HomeIcon } from './icons.tsx';
import { shellTexts } from './messages.ts';
import { officeRooms } from './rooms.ts';

const groups: readonly OfficePlace['group'][] = ['work', 'catalogue', 'units', 'administration'];

/** Places of all rooms that somebody with these roles can use. */
export function usePlaces(): readonly OfficePlace[] {
  const session = useSession();
  return officeRooms
    .flatMap((room) => room.places)
    .filter((place) => place.permission === undefined || session.me.permissions.includes(place.permission))
    .filter((place) => place.roles === undefined || holdsRole(session, place.roles));
}

/** All places by group, for the side and for the drawer of narrow screens. */
export function PlaceList({ onGo }: { onGo?: () => void }) {
  const say = useText(shellTexts);
  const { locale } = useLocale();
  const places = usePlaces();
  return (
    <>
      <PlaceLink
        to="/"
        label={say('home')}
        icon={<HomeIcon aria-hidden />}
        exact
        {...(onGo === undefined ? {} : { onGo })}
      />
      {groups.map((group) => {
        const here = places.filter((place) => place.group === group);
        if (here.length === 0) return null;
        return (
          <div key={group}>
            <h2>{say(group)}</h2>
            {here.map((place) => (
              <PlaceLink
                key={place.path}
                to={place.path}
                label={place.label[locale]}
                icon={<place.icon aria-hidden />}
                {...(onGo === undefined ? {} : { onGo })}
              />
            ))}
          </div>
        );
      })}
    </>
  );
}

type PlaceLinkProps = { to: string; label: string; icon: ReactNode; exact?: boolean; onGo?: () => void };

function PlaceLink({ to, label, icon, exact, onGo }: PlaceLinkProps) {
  return (
    <GoTo
      to={to}
      className="place"
      title={label}
      exact={exact === true}
      {...(onGo === undefined ? {} : { onClick: onGo })}
    >
      {icon}
      <span className="place-label">{label}</span>
    </GoTo>
  );
}
