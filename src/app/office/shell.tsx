import { Outlet, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import {
  GoTo,
  holdsRole,
  type OfficePlace,
  SessionProvider,
  useLocale,
  useRead,
  useSession,
  useText,
  WhenRead,
} from '#ui/office';
import type { MeView } from '../../modules/identity/forms.ts';
import { BottomBar } from './bottom-bar.tsx';
import { FoldIcon, HomeIcon, UnfoldIcon } from './icons.tsx';
import { shellTexts } from './messages.ts';
import { officeRooms } from './rooms.ts';
import { TopBar } from './top-bar.tsx';

/** The frame of every screen; nothing of it shows before it is known who is signed in. */
export function Shell() {
  const me = useRead<MeView>('/api/me');
  return (
    <WhenRead of={me}>
      {(answer) => (
        <SessionProvider me={answer}>
          <Frame />
        </SessionProvider>
      )}
    </WhenRead>
  );
}

function Frame() {
  const say = useText(shellTexts);
  const main = useFocusOnNewScreen();
  return (
    <>
      <a className="skip" href="#content">
        {say('skip')}
      </a>
      <TopBar />
      <div className="body">
        <Side />
        <main id="content" ref={main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <BottomBar />
    </>
  );
}

/** After going to another screen the keyboard and the screen reader begin there, not where the old screen was. */
function useFocusOnNewScreen() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const last = useRef(path);
  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}

const foldKey = 'gongkai.nav-folded';
const groups: readonly OfficePlace['group'][] = ['work', 'catalogue', 'units', 'administration'];

/** Places of all rooms that somebody with these roles can use. */
export function usePlaces(): readonly OfficePlace[] {
  const session = useSession();
  return officeRooms
    .flatMap((room) => room.places)
    .filter((place) => place.permission === undefined || session.me.permissions.includes(place.permission))
    .filter((place) => place.roles === undefined || holdsRole(session, place.roles));
}

function Side() {
  const say = useText(shellTexts);
  const [folded, setFolded] = useState(() => window.localStorage.getItem(foldKey) === 'yes');
  const fold = () => {
    window.localStorage.setItem(foldKey, folded ? 'no' : 'yes');
    setFolded(!folded);
  };
  return (
    <nav className={folded ? 'side side-narrow' : 'side'} aria-label={say('menu')}>
      <PlaceList />
      <div className="side-fold">
        <button type="button" className="fold" onClick={fold} aria-expanded={!folded}>
          {folded ? <UnfoldIcon /> : <FoldIcon />}
          <span className="place-label">{folded ? say('unfold') : say('fold')}</span>
        </button>
      </div>
    </nav>
  );
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
        icon={<HomeIcon />}
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
                icon={<place.icon />}
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
