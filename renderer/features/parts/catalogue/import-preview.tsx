import { useCallback, useMemo, useState } from 'react';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { Banner, type Column, StatePill, Totals, VirtualList } from '../../../ui/index.ts';

export type Preview = NonNullable<OutputOf<'parts.sheetPreview'>['preview']>;
type Row = Preview['rows'][number];

const tones = { new: 'green', changed: 'blue', same: 'grey', error: 'red' } as const;
const shapes = { new: 'check', changed: 'half', same: 'ring', error: 'cross' } as const;

/** What the import would do: counts, then row by row which cell becomes what, or what is wrong with it. */
export function ImportPreview({ preview }: { preview: Preview }) {
  const t = useWords('partsheet');
  const [at, setAt] = useState(0);
  const { rows } = preview;
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns();
  return (
    <>
      {preview.errors > 0 ? <Banner tone="red" text={t('errors', { count: preview.errors })} /> : null}
      {preview.errors === 0 && preview.created + preview.changed === 0 ? (
        <Banner text={t('nothing')} />
      ) : null}
      {preview.ignored.length > 0 ? (
        <Banner tone="amber" text={t('ignored', { columns: preview.ignored.join('、') })} />
      ) : null}
      <Totals
        items={[
          { label: t('counts.created'), value: preview.created },
          { label: t('counts.changed'), value: preview.changed },
          { label: t('counts.same'), value: preview.same },
          {
            label: t('counts.errors'),
            value: preview.errors,
            note: t('rowsRead', { count: preview.total, row: preview.headerRow }),
          },
        ]}
      />
      <VirtualList
        label={t('list')}
        total={rows.length}
        version={rows.map((row) => `${row.rowNo}${row.state}`).join()}
        getSlice={getSlice}
        rowKey={(row) => String(row.rowNo)}
        columns={columns}
        active={Math.min(at, Math.max(0, rows.length - 1))}
        onActive={(index) => setAt(index)}
        autoFocus
      />
      {rows.length < preview.total ? (
        <p className="parts-drop-foot muted">{t('shown', { count: rows.length })}</p>
      ) : null}
    </>
  );
}

function useColumns(): readonly Column<Row>[] {
  const t = useWords('partsheet');
  return useMemo(
    () => [
      { id: 'row', header: t('row'), width: 56, align: 'end', cell: (row) => row.rowNo },
      {
        id: 'state',
        header: t('state'),
        width: 96,
        cell: (row) => (
          <StatePill tone={tones[row.state]} shape={shapes[row.state]} label={t(`states.${row.state}`)} />
        ),
      },
      { id: 'code', header: t('code'), width: 110, cell: (row) => row.code },
      { id: 'name', header: t('name'), width: 180, cell: (row) => row.name },
      {
        id: 'what',
        header: t('what'),
        width: 320,
        grow: true,
        cell: (row) => <What row={row} />,
      },
    ],
    [t],
  );
}

function What({ row }: { row: Row }) {
  const t = useWords('partsheet');
  if (row.problem !== null) {
    const { column, code, value, other } = row.problem;
    return (
      <span className="parts-low">
        {t(`columns.${column}`)}：{t(`problem.${code}`, { value, other })}
      </span>
    );
  }
  return (
    <span>
      {row.cells.map(({ column, from, to }, at) => (
        <span key={column}>
          {at === 0 ? '' : ' · '}
          <span className="muted">{t(`columns.${column}`)} </span>
          {row.state === 'new' ? null : (
            <>
              <del>{from === '' ? t('empty') : from}</del> →{' '}
            </>
          )}
          <strong>{to === '' ? t('empty') : to}</strong>
        </span>
      ))}
    </span>
  );
}
