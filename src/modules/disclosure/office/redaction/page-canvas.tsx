import { type PointerEvent, useState } from 'react';
import { useServerWords, useText } from '#ui/office';
import type { PagesAnswer, RedactionReason } from '../../safe-copies/forms.ts';
import { serverTexts } from '../server-texts.ts';
import type { Box, Proposal } from './boxes.ts';
import { redactionTexts } from './texts.ts';

type Point = { readonly x: number; readonly y: number };

/** Dots an inch of the picture behind the boxes: sharp on common screens, small to load. */
const dpi = 110;

/** One page: its picture, proposals as dashed frames, boxes over it; drawn with mouse, pen or finger. */
export function PageCanvas(props: {
  readonly address: string;
  readonly page: number;
  readonly size: PagesAnswer['pages'][number];
  readonly boxes: readonly Box[];
  readonly proposals: readonly Proposal[];
  readonly preview: boolean;
  readonly onDraw: (box: { x: number; y: number; width: number; height: number }) => void;
  readonly onTake: (proposal: Proposal) => void;
}) {
  const say = useText(redactionTexts);
  const { page, size } = props;
  const [from, setFrom] = useState<Point | null>(null);
  const [to, setTo] = useState<Point | null>(null);
  const place = (event: PointerEvent<SVGSVGElement>): Point => {
    const frame = event.currentTarget.getBoundingClientRect();
    return {
      x: ((event.clientX - frame.left) / frame.width) * size.width,
      y: ((event.clientY - frame.top) / frame.height) * size.height,
    };
  };
  const drawn = from === null || to === null ? null : between(from, to);
  const end = () => {
    if (drawn !== null && drawn.width > 3 && drawn.height > 3) props.onDraw(drawn);
    setFrom(null);
    setTo(null);
  };
  return (
    <figure style={{ margin: '0 0 20px' }} id={`page-${page}`}>
      <figcaption className="quiet">{say('page', { page })}</figcaption>
      <div style={{ position: 'relative', border: '1px solid #c9ccd1', background: '#fff' }}>
        <img
          src={`${props.address}/pages/${page}?dpi=${dpi}`}
          alt={say('page', { page })}
          loading="lazy"
          draggable={false}
          style={{ display: 'block', width: '100%', aspectRatio: `${size.width} / ${size.height}` }}
        />
        <svg
          viewBox={`0 0 ${size.width} ${size.height}`}
          role="img"
          aria-label={say('drawing', { page })}
          style={{
            position: 'absolute',
            inset: 0,
            width: '100%',
            height: '100%',
            cursor: 'crosshair',
            touchAction: 'pan-y',
            userSelect: 'none',
          }}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.preventDefault();
            event.currentTarget.setPointerCapture(event.pointerId);
            setFrom(place(event));
            setTo(null);
          }}
          onPointerMove={(event) => (from === null ? undefined : setTo(place(event)))}
          onPointerUp={end}
          onPointerCancel={() => setFrom(null)}
        >
          {props.preview
            ? null
            : props.proposals.map((one) => (
                <rect
                  key={`${one.x} ${one.y} ${one.width}`}
                  {...frameOf(one)}
                  fill="#b42318"
                  fillOpacity={0.12}
                  stroke="#b42318"
                  strokeDasharray="4 2"
                  style={{ cursor: 'pointer' }}
                  onPointerDown={(event) => {
                    event.stopPropagation();
                    props.onTake(one);
                  }}
                >
                  <title>{`${one.label} ${one.masked}`}</title>
                </rect>
              ))}
          {props.boxes.map((box) => (
            <Covered key={box.id} box={box} reason={box.reason} preview={props.preview} />
          ))}
          {drawn === null ? null : <rect {...drawn} fill="#000" fillOpacity={0.35} stroke="#000" />}
        </svg>
      </div>
    </figure>
  );
}

function Covered({ box, reason, preview }: { box: Box; reason: RedactionReason; preview: boolean }) {
  const words = useServerWords(serverTexts);
  const label = words(`redactionReason.${reason}`);
  const size = Math.min(box.height * 0.75, (box.width / Math.max(1, label.length)) * 0.95, 14);
  return (
    <g>
      <rect {...frameOf(box)} fill="#000" fillOpacity={preview ? 1 : 0.55} stroke="#000" />
      <text
        x={box.x + box.width / 2}
        y={box.y + box.height / 2}
        fontSize={size}
        fill="#fff"
        textAnchor="middle"
        dominantBaseline="central"
        pointerEvents="none"
      >
        {label}
      </text>
    </g>
  );
}

const frameOf = ({ x, y, width, height }: Pick<Box, 'x' | 'y' | 'width' | 'height'>) => ({
  x,
  y,
  width,
  height,
});

const between = (a: Point, b: Point) => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
});
