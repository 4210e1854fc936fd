import { useMemo } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { useUnits } from '../../../lib/use-units.ts';
import { type Column, MoneyText, type Shape, StatePill, type Tone } from '../../../ui/index.ts';
import type { Line } from './line.ts';

const looks: Record<NonNullable<Line['outcome']>, { tone: Tone; shape: Shape }> = {
  equal: { tone: 'green', shape: 'check' },
  found: { tone: 'blue', shape: 'full' },
  missing: { tone: 'red', shape: 'cross' },
  wrong_place: { tone: 'amber', shape: 'back' },
  unknown: { tone: 'violet', shape: 'warn' },
};

export function Outcome({ line }: { line: Line }) {
  const t = useWords('stocktake');
  if (line.outcome === null)
    return line.decision === 'leave' ? (
      <StatePill tone="grey" shape="dash" label={t('outcome.left')} />
    ) : (
      <span className="faint">—</span>
    );
  return <StatePill {...looks[line.outcome]} label={t(`outcome.${line.outcome}`)} />;
}

/** Columns of the lines: while it is counted what lies where and what was counted, afterwards what came out of it. */
export function useLineColumns(
  counting: boolean,
  blind: boolean,
  recounted: boolean,
): readonly Column<Line>[] {
  const t = useWords('stocktake');
  const f = useFormat();
  const name = useInLanguage();
  const unit = useUnits();
  return useMemo(() => {
    const milli = (value: number | null) =>
      value === null ? <span className="faint">—</span> : f.milli(value);
    const what: readonly Column<Line>[] = [
      { id: 'bin', header: t('bin'), width: 68, cell: (row) => row.bin },
      {
        id: 'part',
        header: t('part'),
        width: 170,
        grow: true,
        cell: (row) => (
          <>
            {row.partId === null ? t('unknownCode') : name(row.nameZh, row.nameEn)}{' '}
            <span className="faint">
              {[
                row.code,
                row.serial || row.lot,
                row.condition === 'good' || row.partId === null ? '' : t(`parts:condition.${row.condition}`),
              ]
                .filter(Boolean)
                .join(' ')}
            </span>
          </>
        ),
      },
      { id: 'unit', header: t('unit'), width: 44, cell: (row) => unit(row.unit) },
    ];
    const counted: Column<Line> = {
      id: 'counted',
      header: t('counted'),
      width: 64,
      align: 'end',
      cell: (row) => milli(row.countedMilli),
    };
    const book: Column<Line> = {
      id: 'book',
      header: t('book'),
      width: 60,
      align: 'end',
      cell: (row) => milli(row.bookMilli),
    };
    const first: Column<Line> = {
      id: 'first',
      header: t('first'),
      width: 56,
      align: 'end',
      cell: (row) => milli(row.firstMilli),
    };
    if (counting) return blind ? [...what, counted] : [...what, book, counted];
    return [
      ...what,
      book,
      ...(recounted ? [first] : []),
      counted,
      {
        id: 'difference',
        header: t('difference'),
        width: 60,
        align: 'end',
        cell: (row) =>
          row.countedMilli === null || row.bookMilli === null ? '' : milli(row.countedMilli - row.bookMilli),
      },
      {
        id: 'amount',
        header: t('amount'),
        width: 86,
        align: 'end',
        cell: (row) => (row.differenceFen === 0 ? '' : <MoneyText fen={row.differenceFen} />),
      },
      { id: 'outcome', header: t('result'), width: 112, cell: (row) => <Outcome line={row} /> },
      {
        id: 'decision',
        header: t('decisionHead'),
        width: 96,
        cell: (row) => (row.decision === null ? '' : t(`decision.${row.decision}`)),
      },
    ];
  }, [t, f, name, unit, counting, blind, recounted]);
}
