import type { Harvest, Piece } from './harvest.ts';

/** Two languages on one paper: each label, heading and line in the first, what differs in the second beside or under it. */
export function bothLanguages(first: Harvest, second: Harvest): Harvest {
  const pieces = new Map(
    [...first.pieces].map(([id, times]) => [
      id,
      new Map([...times].map(([time, piece]) => [time, joined(piece, second.pieces.get(id)?.get(time))])),
    ]),
  );
  const under = first.end.filter((node) => node.kind === 'line').length;
  const marks = second.end.filter((node) => node.kind === 'line');
  return {
    ...first,
    pieces,
    bottom: first.bottom,
    end: [...first.end.slice(0, under), ...marks, ...first.end.slice(under)],
  };
}

const beside = (first: string, second: string, between = ' '): string =>
  second === '' || second === first ? first : `${first}${between}${second}`;

function joined(piece: Piece, twin: Piece | undefined): Piece {
  if (piece.kind === 'field' && twin?.kind === 'field')
    return {
      kind: 'field',
      field: {
        ...piece.field,
        label: beside(piece.field.label, twin.field.label),
        value: beside(piece.field.value, twin.field.value, '\n'),
      },
    };
  if (piece.kind === 'line' && twin?.kind === 'line')
    return { kind: 'line', node: { ...piece.node, text: beside(piece.node.text, twin.node.text, '\n') } };
  if (piece.kind === 'section' && twin?.kind === 'section')
    return { kind: 'section', title: beside(piece.title, twin.title) };
  if (piece.kind === 'table' && twin?.kind === 'table')
    return {
      kind: 'table',
      columns: piece.columns.map((column, at) => ({
        ...column,
        title: beside(column.title, twin.columns[at]?.title ?? ''),
      })),
      foot: piece.foot.map((one, at) => ({ ...one, label: beside(one.label, twin.foot[at]?.label ?? '') })),
      node: {
        ...piece.node,
        rows: piece.node.rows.map((row, line) =>
          row.map((cell, at) => beside(cell, twin.node.rows[line]?.[at] ?? '')),
        ),
      },
    };
  return piece;
}
