import { Drawer } from 'antd';
import { useState } from 'react';
import { GoTo, useLocale, useText } from '#ui/office';
import { HomeIcon, MenuIcon } from './icons.tsx';
import { shellTexts } from './messages.ts';
import { PlaceList, usePlaces } from './places.tsx';

/** On a telephone: the most used places within reach of the thumb, everything else in a drawer. */
export function BottomBar() {
  const say = useText(shellTexts);
  const { locale } = useLocale();
  const [open, setOpen] = useState(false);
  const places = usePlaces()
    .filter((place) => place.short !== undefined)
    .slice(0, 3);
  return (
    <>
      <nav className="bottom-bar" aria-label={say('menu')}>
        <GoTo to="/" exact>
          <HomeIcon aria-hidden />
          <span>{say('home')}</span>
        </GoTo>
        {places.map((place) => (
          <GoTo key={place.path} to={place.path}>
            <place.icon aria-hidden />
            <span>{place.short?.[locale]}</span>
          </GoTo>
        ))}
        <button type="button" onClick={() => setOpen(true)} aria-expanded={open}>
          <MenuIcon aria-hidden />
          <span>{say('more')}</span>
        </button>
      </nav>
      <Drawer
        title={say('menu')}
        placement="left"
        size={280}
        open={open}
        onClose={() => setOpen(false)}
        styles={{ body: { padding: 0 } }}
      >
        <nav aria-label={say('menu')} className="drawer-places">
          <PlaceList onGo={() => setOpen(false)} />
        </nav>
      </Drawer>
    </>
  );
}
