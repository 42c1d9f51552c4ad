import { Checkbox } from 'antd';
import { useState } from 'react';
import { useText, withQuery } from '#ui/office';
import type { PostingView } from '../forms.ts';
import { texts } from './texts.ts';

type Point = { readonly latitude: number; readonly longitude: number; readonly accuracy: number };

/** Where a sheet was hung, as whoever hung it says: at the board's place, and where their telephone is. Neither has to be said. */
export type PostedWhere = { readonly atPlace: boolean; readonly point: Point | null };
export const nowhere: PostedWhere = { atPlace: false, point: null };

/** The address a photo is sent to, with the place; coordinates only go out where they were given. */
export function withPlace(path: string, { atPlace, point }: PostedWhere): string {
  const given = point === null ? {} : { consent: 'yes', ...point };
  return withQuery(path, { ...(atPlace ? { atPlace: 'yes' } : {}), ...given });
}

function locate(): Promise<Point | null> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({
          // A tenth of a metre; more digits say nothing.
          latitude: Number(coords.latitude.toFixed(6)),
          longitude: Number(coords.longitude.toFixed(6)),
          accuracy: Math.min(100_000, Math.round(coords.accuracy)),
        }),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  });
}

type PlaceFieldsProps = {
  /** The board's place in the register. */
  readonly place: string;
  readonly value: PostedWhere;
  readonly onChange: (value: PostedWhere) => void;
};

/** Two boxes: the place is as the register has it; the telephone's position is given, which asks the person twice. */
export function PlaceFields({ place, value, onChange }: PlaceFieldsProps) {
  const say = useText(texts);
  const [isFailed, setFailed] = useState(false);
  const give = async (isWanted: boolean) => {
    const point = isWanted ? await locate() : null;
    setFailed(isWanted && point === null);
    onChange({ ...value, point });
  };
  return (
    <div>
      {place === '' ? null : (
        <p>
          <Checkbox
            checked={value.atPlace}
            onChange={(event) => onChange({ ...value, atPlace: event.target.checked })}
          >
            {say('atPlace', { place })}
          </Checkbox>
        </p>
      )}
      <p>
        <Checkbox checked={value.point !== null} onChange={(event) => void give(event.target.checked)}>
          {say('givePosition')}
        </Checkbox>
        <br />
        <span className="quiet">
          {value.point === null
            ? say(isFailed ? 'positionFailed' : 'givePositionHelp')
            : say('positionGiven', { metres: value.point.accuracy })}
        </span>
      </p>
    </div>
  );
}

/** Where it was hung, as it is recorded; nothing where nobody said. */
export function PostedPlace({ row: { postedPlace, postedAtPoint } }: { row: PostingView }) {
  const say = useText(texts);
  if (postedPlace === null && postedAtPoint === null) return null;
  const { latitude, longitude, accuracy } = postedAtPoint ?? {};
  return (
    <span className="quiet">
      {postedPlace === null ? null : say('postedPlace', { place: postedPlace })}{' '}
      {latitude === undefined || longitude === undefined ? null : (
        <span className="tabular nowrap">
          {say('postedPoint', { latitude: latitude.toFixed(5), longitude: longitude.toFixed(5) })}
          {accuracy === null || accuracy === undefined ? null : say('accuracy', { metres: accuracy })}
        </span>
      )}
    </span>
  );
}
