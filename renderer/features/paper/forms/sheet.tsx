import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { fieldHeight, type FormField, formLimits } from '../../../../domain/paper/form.ts';
import { placeForm } from '../../../../domain/paper/form-place.ts';
import { useWords } from '../../../i18n/index.ts';
import { windowMeasure } from './measure.ts';
import { headingKey, type FormDraft, type Heading, millimetres } from './shape.ts';

const pxPerTenth = 96 / 254;

/** Steps of the arrows, tenths of a millimetre. */
const fine = 1;
const coarse = 10;

/**
 * The form at true proportion: its picture below, the values where they will be printed, a frame round each. Arrows move
 * the chosen one by 0.1 mm, with Shift by 1 mm, with Alt they change its width.
 */
export function FormSheet(props: {
  draft: FormDraft;
  headings: readonly Heading[];
  number: string;
  guide: string | null;
  zoom: number;
  chosen: number | null;
  /** Counts up when the chosen field is to take the arrows. */
  focus: number;
  readOnly: boolean;
  nameOf: (field: FormField) => string;
  onChoose: (at: number) => void;
  onField: (at: number, patch: Partial<FormField>) => void;
  onRemove: (at: number) => void;
}) {
  const t = useWords('paperforms');
  const { draft, zoom } = props;
  const scale = pxPerTenth * zoom;
  const width = (draft.widthMicrons / 100) * scale;
  const height = (draft.heightMicrons / 100) * scale;
  const boxes = useRef(new Map<number, HTMLButtonElement>());
  const wanted = useRef(props.chosen);
  wanted.current = props.chosen;
  useEffect(() => {
    if (props.focus > 0 && wanted.current !== null) boxes.current.get(wanted.current)?.focus();
  }, [props.focus]);
  const values = new Map(props.headings.map((one) => [headingKey(one), one.value]));
  const placed = placeForm(
    draft,
    (source, nth) => values.get(headingKey({ source, nth })) ?? '',
    props.number || '0000000000',
    windowMeasure,
  );
  const said = new Set(placed.map((one) => one.field));
  const move = (at: number, field: FormField, x: number, y: number) =>
    props.onField(at, {
      x: Math.max(0, Math.min(draft.widthMicrons / 100 - 10, field.x + x)),
      y: Math.max(0, Math.min(draft.heightMicrons / 100 - 10, field.y + y)),
    });
  const onKey = (at: number, field: FormField) => (event: KeyboardEvent) => {
    if (props.readOnly || event.ctrlKey || event.metaKey) return;
    const step = event.shiftKey ? coarse : fine;
    const by: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const way = by[event.key];
    if (way && event.altKey) {
      if (way[0] === 0) return;
      props.onField(at, { width: Math.max(10, field.width + way[0] * (event.shiftKey ? 50 : 10)) });
    } else if (way) move(at, field, way[0] * step, way[1] * step);
    else if (event.key === 'Delete') props.onRemove(at);
    else if (event.key === '+' || event.key === '=')
      props.onField(at, { size: Math.min(formLimits.mostSize, field.size + 5) });
    else if (event.key === '-') props.onField(at, { size: Math.max(formLimits.leastSize, field.size - 5) });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const drag = useRef<{ at: number; x: number; y: number; field: FormField } | null>(null);
  const onPointerMove = (event: PointerEvent) => {
    const from = drag.current;
    if (from === null || props.readOnly) return;
    move(
      from.at,
      from.field,
      Math.round((event.clientX - from.x) / scale),
      Math.round((event.clientY - from.y) / scale),
    );
  };
  return (
    <div
      className="pf-sheet"
      role="group"
      aria-label={draft.nameZh || t('newForm')}
      style={{ width, height }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerLeave={() => {
        drag.current = null;
      }}
    >
      {props.guide ? <img className="pf-guide" src={props.guide} alt="" /> : null}
      <svg
        className="pf-ink"
        width={width}
        height={height}
        viewBox={`0 0 ${draft.widthMicrons} ${draft.heightMicrons}`}
        aria-hidden="true"
      >
        {placed.map((one, at) =>
          one.kind === 'text' ? (
            <text
              key={at}
              x={one.left}
              y={one.base}
              fontSize={(one.size * 25_400) / 72}
              fontWeight={one.bold ? 700 : 400}
              xmlSpace="preserve"
            >
              {one.text}
            </text>
          ) : one.kind === 'code' ? (
            <rect key={at} x={one.left} y={one.top} width={one.side} height={one.side} className="pf-code" />
          ) : null,
        )}
      </svg>
      {draft.fields.map((field, at) => (
        <button
          // Fields have no identity of their own but their place in the list.
          key={at}
          type="button"
          ref={(box) => {
            if (box) boxes.current.set(at, box);
            else boxes.current.delete(at);
          }}
          className="pf-box"
          data-chosen={props.chosen === at || undefined}
          aria-pressed={props.chosen === at}
          aria-label={t('boxAt', {
            name: props.nameOf(field),
            x: millimetres(field.x),
            y: millimetres(field.y),
          })}
          style={{
            left: field.x * scale,
            top: field.y * scale,
            width: field.width * scale,
            height: fieldHeight(field) * scale,
          }}
          onFocus={() => props.onChoose(at)}
          onKeyDown={onKey(at, field)}
          onPointerDown={(event) => {
            drag.current = { at, x: event.clientX, y: event.clientY, field };
          }}
        >
          {said.has(at) ? null : <span className="pf-name">{props.nameOf(field)}</span>}
        </button>
      ))}
    </div>
  );
}
