import { useWords } from '../../../i18n/index.ts';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { useUnits } from '../../../lib/use-units.ts';
import { Button, LineTable, NumberField, QuantityText } from '../../../ui/index.ts';
import {
  type Awaited,
  type CountDraft,
  countOf,
  figures,
  serialsIn,
  type SheetPart,
  withCount,
  withoutPart,
} from './count-draft.ts';

/** Awaited beside counted, line by line. */
export function SheetLines(props: {
  awaited: readonly Awaited[];
  parts: readonly SheetPart[];
  draft: CountDraft;
  loose: boolean;
  onDraft: (change: (now: CountDraft) => CountDraft) => void;
  onDetail: (partId: string) => void;
}) {
  const { draft, onDraft } = props;
  const t = useWords('receiving');
  const f = useFormat();
  const name = useInLanguage();
  const unit = useUnits();
  const nameOf = (part: SheetPart) => `${part.code} ${name(part.nameZh, part.nameEn)}`;
  const awaitedOf = (part: SheetPart) => props.awaited.find((line) => line.partId === part.partId);
  const differs = (part: SheetPart) => {
    const { insteadOf } = countOf(draft, part.partId);
    const line = awaitedOf(part);
    if (line === undefined) {
      if (props.loose) return null;
      const replaced = props.parts.find((one) => one.partId === insteadOf);
      return (
        <span className="parts-soon">
          {replaced ? t('insteadOf', { name: nameOf(replaced) }) : t('notAwaited')}
        </span>
      );
    }
    const { goodMilli, brokenMilli } = figures(part, countOf(draft, part.partId));
    const left = line.awaitedMilli - goodMilli - brokenMilli;
    const figure = `${f.milli(Math.abs(left))} ${unit(part.unit)}`;
    if (left > 0) return <span className="parts-soon">{`${t('left')} ${figure}`}</span>;
    if (left < 0) return <span className="parts-low">{t('more', { quantity: figure })}</span>;
    return brokenMilli > 0 ? null : <span className="faint">{t('done')}</span>;
  };
  const field = (part: SheetPart, of: 'goodMilli' | 'brokenMilli') => {
    const count = countOf(draft, part.partId);
    if (part.tracking === 'serial')
      return (
        <Button size="small" variant="quiet" onPress={() => props.onDetail(part.partId)}>
          {String(serialsIn(of === 'goodMilli' ? count.serials : count.brokenSerials).length)}
        </Button>
      );
    return (
      <NumberField
        kind="quantity"
        quietLabel
        label={`${t(of === 'goodMilli' ? 'good' : 'broken')} ${part.code}`}
        value={count[of]}
        onChange={(milli) => onDraft((now) => withCount(now, part.partId, { [of]: Math.max(0, milli ?? 0) }))}
      />
    );
  };
  return (
    <div className="parts-receive-lines">
      <LineTable
        label={t('sheet')}
        rows={props.parts}
        rowKey={(part) => part.partId}
        columns={[
          {
            id: 'part',
            header: t('part'),
            cell: (part) => {
              const { lot, expiresDay, note } = countOf(draft, part.partId);
              return (
                <>
                  {name(part.nameZh, part.nameEn)}{' '}
                  <span className="faint">
                    {[part.code, lot, expiresDay, note].filter((text) => text).join(' · ')}
                  </span>
                  {awaitedOf(part)?.orders.length ? (
                    <div className="faint">{awaitedOf(part)?.orders.join(' · ')}</div>
                  ) : null}
                </>
              );
            },
          },
          {
            id: 'awaited',
            header: t('awaited'),
            align: 'end',
            cell: (part) => {
              const line = awaitedOf(part);
              return line ? <QuantityText milli={line.awaitedMilli} unit={part.unit} /> : '—';
            },
          },
          { id: 'good', header: t('good'), align: 'end', cell: (part) => field(part, 'goodMilli') },
          { id: 'broken', header: t('broken'), align: 'end', cell: (part) => field(part, 'brokenMilli') },
          { id: 'differs', header: '', cell: differs },
          {
            id: 'act',
            header: '',
            align: 'end',
            cell: (part) => (
              <>
                <Button size="small" variant="quiet" onPress={() => props.onDetail(part.partId)}>
                  {t('details')}
                </Button>
                {awaitedOf(part) ? null : (
                  <Button
                    size="small"
                    variant="quiet"
                    onPress={() => onDraft((now) => withoutPart(now, part.partId))}
                  >
                    {t('drop')}
                  </Button>
                )}
              </>
            ),
          },
        ]}
      />
    </div>
  );
}
