import { Button } from 'antd';
import { GoTo, Nothing, Page, useText } from '#ui/office';
import { shellTexts } from './messages.ts';

/** An address that leads nowhere. */
export function NoSuchPage() {
  const say = useText(shellTexts);
  return (
    <Page title={say('noSuchPage')}>
      <Nothing title={say('noSuchPage')} help={say('noSuchPageHelp')}>
        <GoTo to="/">{say('home')}</GoTo>
      </Nothing>
    </Page>
  );
}

/** A screen that could not be shown: usually the office was updated while it was open. */
export function ScreenFailed({ error }: { error: Error }) {
  const say = useText(shellTexts);
  return (
    <Page title={say('screenFailed')}>
      <Nothing title={say('screenFailed')} help={`${say('screenFailedHelp')}（${error.message}）`}>
        <Button type="primary" onClick={() => window.location.reload()}>
          {say('reload')}
        </Button>
      </Nothing>
    </Page>
  );
}
