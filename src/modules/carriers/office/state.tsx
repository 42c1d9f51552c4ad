import { Mark, type Tone, useText } from '#ui/office';
import type { CarrierView, DeliveryView, DeviceView, PostingView } from '../forms.ts';
import type { CarrierState } from '../words.ts';
import { texts, useWords } from './texts.ts';

const carrierTones: Readonly<Record<CarrierState, Tone>> = {
  draft: 'plain',
  filed: 'wait',
  returned: 'late',
  registered: 'good',
  suspended: 'quiet',
  closed: 'quiet',
};

export function CarrierMark({ carrier }: { carrier: Pick<CarrierView, 'state'> }) {
  const words = useWords();
  return <Mark tone={carrierTones[carrier.state]}>{words(`carriers.state.${carrier.state}`)}</Mark>;
}

const healthTones: Readonly<Record<DeviceView['health'], Tone>> = {
  fine: 'good',
  never: 'wait',
  silent: 'late',
  otherBytes: 'late',
  revoked: 'quiet',
};

export function HealthMark({ health }: Pick<DeviceView, 'health'>) {
  const say = useText(texts);
  return <Mark tone={healthTones[health]}>{say(`health.${health}`)}</Mark>;
}

const todoTones: Readonly<Record<PostingView['todo'], Tone>> = {
  post: 'wait',
  postLate: 'late',
  takeNow: 'late',
  mayTake: 'wait',
  leave: 'good',
  nothing: 'quiet',
};

export function TodoMark({ todo }: Pick<PostingView, 'todo'>) {
  const say = useText(texts);
  return <Mark tone={todoTones[todo]}>{say(`todo.${todo}`)}</Mark>;
}

const deliveryTones: Readonly<Record<DeliveryView['state'], Tone>> = {
  waiting: 'wait',
  delivered: 'good',
  superseded: 'quiet',
  givenUp: 'late',
};

export function DeliveryMark({ state }: Pick<DeliveryView, 'state'>) {
  const say = useText(texts);
  return <Mark tone={deliveryTones[state]}>{say(`delivery.${state}`)}</Mark>;
}
