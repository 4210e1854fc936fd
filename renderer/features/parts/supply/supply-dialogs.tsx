import { useState } from 'react';
import { addDays } from '../../../../domain/time/business-day.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { useUnits } from '../../../lib/use-units.ts';
import { Button, DateField, Dialog, ErrorLine, NumberField, TextField, toast } from '../../../ui/index.ts';
import type { Proposal } from './supply-view.ts';

type Order = OutputOf<'parts.supplyOrders'>['rows'][number];

/** 暂不补: till which day, and why. */
export function SkipDialog({ row, onClose }: { row: Proposal; onClose: () => void }) {
  const t = useWords('replenish');
  const f = useFormat();
  const name = useInLanguage();
  const skip = useCommand('parts.supplySkip');
  const [day, setDay] = useState<string | null>(addDays(f.today, 30));
  const [reason, setReason] = useState('');
  const go = async () => {
    if (day === null) return;
    if (await skip.run({ partId: row.partId, untilDay: day, reason: reason.trim() })) onClose();
  };
  return (
    <Dialog
      title={t('skipTitle', { part: `${row.code} ${name(row.nameZh, row.nameEn)}` })}
      open
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          hint="Enter"
          disabled={day === null}
          pending={skip.pending}
          onPress={() => void go()}
        >
          {t('skip')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={skip.faultText} />
        <TextField
          label={t('reason')}
          value={reason}
          maxLength={200}
          onChange={setReason}
          onEnter={() => void go()}
          autoFocus
        />
        <DateField label={t('skipUntil')} value={day} onChange={setDay} />
      </div>
    </Dialog>
  );
}

/** All proposals at once, after one look at what they come to. */
export function TakeAllDialog(props: {
  lines: { partId: string; quantityMilli: number }[];
  amountFen: number;
  onClose: () => void;
}) {
  const t = useWords('replenish');
  const f = useFormat();
  const take = useCommand('parts.supplyTake');
  const lines = props.lines.filter((line) => line.quantityMilli > 0).slice(0, 500);
  const go = async () => {
    const done = await take.run({ lines });
    if (done === null) return;
    const numbers = done.orders.map((order) => order.number).join('、');
    toast.note(t('takenAll', { count: lines.length, numbers }));
    props.onClose();
  };
  return (
    <Dialog
      title={t('takeAllTitle', { count: lines.length })}
      open
      onClose={props.onClose}
      actions={
        <Button variant="primary" hotkey="Enter" pending={take.pending} onPress={() => void go()}>
          {t('takeAll')}
        </Button>
      }
    >
      <ErrorLine text={take.faultText} />
      <p>{t('takeAllText', { money: f.money(props.amountFen) })}</p>
    </Dialog>
  );
}

/** Nothing more comes of an order: void before it was sent, closed after. */
export function CloseOrderDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const t = useWords('replenish');
  const close = useCommand('parts.supplyClose');
  const [reason, setReason] = useState('');
  const go = async () => {
    if (reason.trim() === '') return;
    if (await close.run({ id: order.id, version: order.version, reason: reason.trim() })) onClose();
  };
  return (
    <Dialog
      title={t(order.state === 'collecting' ? 'order.dropTitle' : 'order.closeTitle', {
        number: order.number,
      })}
      open
      onClose={onClose}
      actions={
        <Button
          variant="danger"
          hint="Enter"
          disabled={reason.trim() === ''}
          pending={close.pending}
          onPress={() => void go()}
        >
          {t('order.close')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <p className="muted">{t('order.closeText')}</p>
        <ErrorLine text={close.faultText} />
        <TextField
          label={t('reason')}
          value={reason}
          maxLength={200}
          onChange={setReason}
          onEnter={() => void go()}
          autoFocus
          required
        />
      </div>
    </Dialog>
  );
}

/** Another quantity of one line while the order is collected; none takes it off. */
export function AmountDialog(props: { order: Order; line: Order['lines'][number]; onClose: () => void }) {
  const { order, line, onClose } = props;
  const t = useWords('replenish');
  const name = useInLanguage();
  const unitText = useUnits();
  const change = useCommand('parts.supplyAmount');
  const [milli, setMilli] = useState<number | null>(line.askedMilli);
  const go = async () => {
    if (milli === null || milli < 0) return;
    const { id, version } = order;
    if (await change.run({ id, version, lineNo: line.lineNo, quantityMilli: milli })) onClose();
  };
  return (
    <Dialog
      title={t('order.changeTitle', { part: `${line.code} ${name(line.nameZh, line.nameEn)}` })}
      open
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          hint="Enter"
          disabled={milli === null || milli < 0}
          pending={change.pending}
          onPress={() => void go()}
        >
          {t('order.change')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <p className="muted">{t('order.changeHelp')}</p>
        <ErrorLine text={change.faultText} />
        <NumberField
          kind="quantity"
          label={t('quantity')}
          unit={unitText(line.unit)}
          value={milli}
          onChange={setMilli}
          onEnter={() => void go()}
          autoFocus
        />
      </div>
    </Dialog>
  );
}
