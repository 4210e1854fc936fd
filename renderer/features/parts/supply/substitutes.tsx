import { useState } from 'react';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { useUnits } from '../../../lib/use-units.ts';
import { Button, Dialog, ErrorLine, StatePill, toast } from '../../../ui/index.ts';

type Substitute = OutputOf<'parts.requestHelp'>['substitutes'][number];

const tones = { allowed: 'green', asks: 'amber', forbidden: 'grey' } as const;
const shapes = { allowed: 'check', asks: 'ring', forbidden: 'slash' } as const;

/** 代用件: what may stand in for a part an order lacks, and how much of it is free for this order. */
export function Substitutes(props: {
  workOrderId: string;
  quantityMilli: number;
  rows: readonly Substitute[];
  onTaken?: () => void;
}) {
  const s = useWords('supply');
  const f = useFormat();
  const name = useInLanguage();
  const unit = useUnits();
  const take = useCommand('parts.substitute');
  const [asking, setAsking] = useState<Substitute | null>(null);
  const nameOf = (row: Substitute) => `${row.code} ${name(row.nameZh, row.nameEn)}`;
  const go = async (row: Substitute, agreed: boolean) => {
    const done = await take.run({
      workOrderId: props.workOrderId,
      partId: row.forPartId,
      otherPartId: row.partId,
      quantityMilli: Math.min(props.quantityMilli, row.freeMilli),
      agreed,
    });
    setAsking(null);
    if (done === null) return;
    toast.note(s(done.resumed ? 'substitute.resumed' : 'substitute.taken', { name: nameOf(row) }));
    props.onTaken?.();
  };
  if (props.rows.length === 0) return null;
  return (
    <div>
      <ErrorLine text={take.faultText} />
      {props.rows.map((row) => (
        <p key={row.partId}>
          <StatePill
            tone={tones[row.rule]}
            shape={shapes[row.rule]}
            label={s(`substitute.rule.${row.rule}`)}
          />{' '}
          {nameOf(row)}{' '}
          <span className="faint">
            {[
              row.rule === 'forbidden'
                ? ''
                : s('substitute.free', { quantity: `${f.milli(row.freeMilli)} ${unit(row.unit)}` }),
              row.note,
            ]
              .filter((text) => text !== '')
              .join(' · ')}
          </span>{' '}
          {row.rule === 'forbidden' || row.freeMilli <= 0 || props.quantityMilli <= 0 ? null : (
            <Button
              size="small"
              pending={take.pending}
              onPress={() => (row.rule === 'asks' ? setAsking(row) : void go(row, false))}
            >
              {s('substitute.take')}
            </Button>
          )}
        </p>
      ))}
      {asking ? (
        <Dialog
          title={s('substitute.askTitle', { name: nameOf(asking) })}
          open
          onClose={() => setAsking(null)}
          actions={
            <Button
              variant="primary"
              hint="Enter"
              autoFocus
              pending={take.pending}
              onPress={() => void go(asking, true)}
            >
              {s('substitute.asked')}
            </Button>
          }
        >
          <p>{s('substitute.askText', { note: asking.note === '' ? '—' : asking.note })}</p>
        </Dialog>
      ) : null}
    </div>
  );
}
