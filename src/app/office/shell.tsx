import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { SessionProvider, useRead, useText, WhenRead } from '#ui/office';
import type { MeView } from '../../modules/identity/forms.ts';
import { BottomBar } from './bottom-bar.tsx';
import { FoldIcon, UnfoldIcon } from './icons.tsx';
import { shellTexts } from './messages.ts';
import { PlaceList } from './places.tsx';
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
          {folded ? <UnfoldIcon aria-hidden /> : <FoldIcon aria-hidden />}
          <span className="place-label">{folded ? say('unfold') : say('fold')}</span>
        </button>
      </div>
    </nav>
  );
}
