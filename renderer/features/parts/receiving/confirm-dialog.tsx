import type { claimKinds } from '../../../../domain/stock/claim.ts';
import type { SheetOutcome } from '../../../../domain/stock/receive-sheet.ts';
import { useWords } from '../../../i18n/index.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { Button, Checkbox, Dialog, LineTable, QuantityText, StatePill } from '../../../ui/index.ts';
import type { SheetPart } from './count-draft.ts';

interface Difference {
  kind: (typeof claimKinds)[number];
  part: SheetPart;
  milli: number;
}

/** What will be noted, before it is: nobody finds out afterwards that a zero was forgotten. */
export function ConfirmDialog(props: {
  awaited: number;
  outcome: SheetOutcome;
  parts: readonly SheetPart[];
  /** Between places of ours: what did not come stays on its way. */
  transfer: boolean;
  coming: boolean;
  onComing: (coming: boolean) => void;
  pending: boolean;
  onClose: () => void;
  onGo: () => void;
}) {
  const { outcome, parts, coming } = props;
  const t = useWords('receiving');
  const name = useInLanguage();
  const part = (id: string) => parts.find((one) => one.partId === id);
  const of = (kind: Difference['kind'], from: Iterable<readonly [string, number]>): Difference[] =>
    [...from].flatMap(([id, milli]) => {
      const found = part(id);
      return found ? [{ kind, part: found, milli }] : [];
    });
  const rows = [
    ...of('short', outcome.short),
    ...of(
      'wrong',
      outcome.wrong.map((one) => [one.partId, one.quantityMilli] as const),
    ),
    ...of('broken', outcome.broken),
    ...of('surplus', outcome.surplus),
  ];
  return (
    <Dialog
      title={t('confirmTitle')}
      open
      onClose={props.onClose}
      actions={
        <Button variant="primary" hint="Enter" pending={props.pending} onPress={props.onGo} autoFocus>
          {t('post')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <p>{t('confirmText', { awaited: props.awaited, good: outcome.received.size })}</p>
        <LineTable
          label={t('claim.list')}
          rows={rows}
          rowKey={(row) => `${row.kind} ${row.part.partId}`}
          columns={[
            {
              id: 'kind',
              header: t('claim.kind'),
              cell: (row) =>
                row.kind === 'short' && (coming || props.transfer) ? (
                  <StatePill tone="grey" shape="half" label={t('stillComing')} />
                ) : (
                  <StatePill
                    tone={row.kind === 'surplus' ? 'blue' : 'amber'}
                    label={t(`claim.kinds.${row.kind}`)}
                  />
                ),
            },
            {
              id: 'part',
              header: t('part'),
              cell: (row) => `${row.part.code} ${name(row.part.nameZh, row.part.nameEn)}`,
            },
            {
              id: 'quantity',
              header: t('claim.quantity'),
              align: 'end',
              cell: (row) => <QuantityText milli={row.milli} unit={row.part.unit} />,
            },
          ]}
        />
        {outcome.short.size > 0 && !props.transfer ? (
          <Checkbox label={t('coming')} checked={coming} onChange={props.onComing} />
        ) : null}
      </div>
    </Dialog>
  );
}
