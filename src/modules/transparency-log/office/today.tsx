import { Todo, useRead, useSession, useText } from '#ui/office';
import type { Overview } from '../forms.ts';
import { texts } from './texts.ts';

/** On the home page of those who answer for the log: it is stopped, or in trouble. */
export function Today() {
  const { me } = useSession();
  return me.permissions.includes('transparency-log.read') ? <Alarms /> : null;
}

function Alarms() {
  const say = useText(texts);
  const alarms = useRead<Overview>('/api/transparency-log').data?.alarms ?? [];
  const isStopped = alarms.some((one) => one.stops);
  return (
    <Todo
      title={isStopped ? say('stopped') : say('troubled')}
      count={alarms.length}
      late
      rows={alarms.map((one) => ({
        key: one.code,
        title: one.what,
        to: '/transparency-log',
        late: one.stops,
      }))}
    />
  );
}
