import { Button, Dropdown } from 'antd';
import { GoTo, useGo, useLocale, useNarrow, useSession, useText, WorkButton } from '#ui/office';
import { LanguageIcon, PersonIcon, SwapIcon, WorkIcon } from './icons.tsx';
import { shellTexts } from './messages.ts';
import { NoticesButton } from './notices.tsx';

/** The line at the top: name, unit worked for, language, notices, person. */
export function TopBar() {
  const say = useText(shellTexts);
  const { locale, setLocale } = useLocale();
  const narrow = useNarrow();
  const other = locale === 'en' ? 'zh-CN' : 'en';
  return (
    <header className="top">
      <GoTo to="/" className="top-name">
        {narrow ? (locale === 'en' ? 'Gongkai' : '公开') : say('office')}
      </GoTo>
      <UnitSwitch />
      <span className="top-space" />
      <WorkButton icon={<WorkIcon />} />
      <Button
        type="text"
        icon={<LanguageIcon />}
        lang={other}
        aria-label={say('language')}
        onClick={() => setLocale(other)}
      >
        {narrow ? null : say('language')}
      </Button>
      <NoticesButton />
      <PersonMenu />
    </header>
  );
}

function UnitSwitch() {
  const say = useText(shellTexts);
  const { units, unit, chooseUnit } = useSession();
  if (unit === null) return <span className="top-unit" />;
  if (units.length === 1) {
    return (
      <span className="top-unit quiet">
        <span className="unit-name">{unit.name}</span>
      </span>
    );
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectable: true,
        selectedKeys: [String(unit.id)],
        items: units.map((one) => ({ key: String(one.id), label: one.name })),
        onClick: ({ key }) => chooseUnit(Number(key)),
      }}
    >
      <Button type="text" className="top-unit" aria-label={say('unitSwitch', { name: unit.name })}>
        <span className="unit-name">{unit.name}</span>
        <SwapIcon />
      </Button>
    </Dropdown>
  );
}

function PersonMenu() {
  const say = useText(shellTexts);
  const { me } = useSession();
  const narrow = useNarrow();
  const go = useGo();
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          { key: 'account', label: say('account') },
          { key: 'portal', label: <a href="/">{say('portal')}</a> },
          { type: 'divider' },
          { key: 'out', label: say('signOut') },
        ],
        onClick: ({ key }) => {
          if (key === 'account') go('/account');
          if (key === 'out') signOut();
        },
      }}
    >
      <Button type="text" icon={<PersonIcon />} aria-label={me.name}>
        {narrow ? null : me.name}
      </Button>
    </Dropdown>
  );
}

/** Leaves by the same form the portal uses: the cookie ends with the session. */
function signOut(): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/signout';
  document.body.append(form);
  form.submit();
}
