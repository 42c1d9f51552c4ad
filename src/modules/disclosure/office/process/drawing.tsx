import { useNarrow, useText } from '#ui/office';
import { type Box, type Drawn, layoutProcess } from './layout.ts';
import { processTexts } from './texts.ts';

/** The process as it is being designed: a chain with lanes and ways around; on a telephone a list from top to bottom. */
export function Drawing({ steps }: { steps: readonly Drawn[] }) {
  const narrow = useNarrow();
  return narrow ? <Listed steps={steps} /> : <Chain steps={steps} />;
}

const strokes: Readonly<Record<Box['look'], string>> = {
  end: 'var(--ink-2)',
  plain: 'var(--ink-2)',
  conditional: 'var(--amber)',
  faulty: 'var(--red)',
};

function Chain({ steps }: { steps: readonly Drawn[] }) {
  const say = useText(processTexts);
  const { width, height, boxes, lines } = layoutProcess(steps, say('start'), say('end'));
  const words = steps.map((step) => step.words).join('—');
  return (
    <div style={{ overflowX: 'auto' }}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={say('drawingAlt', { steps: words })}
      >
        <defs>
          <marker id="process-arrow" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto">
            <path d="M 0 0 L 8 4 L 0 8 z" fill="var(--ink-3)" />
          </marker>
        </defs>
        {lines.map((line) => (
          <path
            key={line.key}
            d={line.path}
            fill="none"
            stroke={line.kind === 'around' ? 'var(--amber)' : 'var(--ink-3)'}
            strokeWidth={1.5}
            {...(line.kind === 'around' ? { strokeDasharray: '5 4' } : {})}
            {...(line.key.endsWith(' in') ? { markerEnd: 'url(#process-arrow)' } : {})}
          >
            {line.kind === 'around' ? <title>{say('skip')}</title> : null}
          </path>
        ))}
        {boxes.map((box) => (
          <BoxShape key={box.key} box={box} />
        ))}
      </svg>
    </div>
  );
}

function BoxShape({ box }: { box: Box }) {
  const middle = box.x + box.width / 2;
  const lines = box.lines.filter((line) => line !== '');
  return (
    <g opacity={box.faded ? 0.35 : 1}>
      <rect
        x={box.x}
        y={box.y}
        width={box.width}
        height={box.height}
        rx={box.look === 'end' ? box.height / 2 : 3}
        fill="var(--paper)"
        stroke={strokes[box.look]}
        strokeWidth={box.look === 'faulty' ? 2.5 : 1.5}
        {...(box.look === 'conditional' ? { strokeDasharray: '5 4' } : {})}
      />
      {lines.map((line, index) => (
        <text
          key={line}
          x={middle}
          y={box.y + box.height / 2 + (lines.length === 1 ? 5 : index === 0 ? -4 : 16)}
          textAnchor="middle"
          fontSize={index === 0 ? 15 : 12}
          fill={index === 0 ? 'var(--ink)' : 'var(--ink-2)'}
        >
          {line.length > 9 && index > 0 ? `${line.slice(0, 9)}…` : line}
          <title>{line}</title>
        </text>
      ))}
    </g>
  );
}

function Listed({ steps }: { steps: readonly Drawn[] }) {
  const say = useText(processTexts);
  return (
    <ol className="steps-list">
      <li>{say('start')}</li>
      {steps.map((step) => (
        <li key={step.key} style={{ opacity: step.passedOver ? 0.45 : 1 }}>
          <strong className={step.faulty ? 'red' : ''}>{step.words}</strong>
          {step.conditional ? <span className="quiet">（{say('when.short')}）</span> : null}
          {step.seats.length === 1 ? (
            <span className="quiet"> {step.seats[0]}</span>
          ) : (
            <ul>
              {step.seats.map((seat, lane) => (
                <li key={`${seat} ${lane.toString()}`}>{seat}</li>
              ))}
            </ul>
          )}
        </li>
      ))}
      <li>{say('end')}</li>
    </ol>
  );
}
