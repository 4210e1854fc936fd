import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { ApiFault, faultText } from '../../../lib/faults.ts';
import { nameOf } from '../../../lib/names.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { ComboBox, DayText, ErrorLine, LineTable, Select, toast } from '../../../ui/index.ts';
import { AskDialog } from '../ask-dialog.tsx';
import { useTitle } from '../../orders/use-title.ts';

/** Orders of one person go to another or back to the pool; what cannot go is named with its reason. */
export function PassDialog(props: {
  orders: readonly { id: string; number: string; title: string; day: string | null }[];
  /** Shows the orders above the question: whoever opens it has not seen them. */
  listed?: boolean;
  onClose: () => void;
}) {
  const titleOf = useTitle();
  const t = useWords('plan');
  const f = useFormat();
  const { data: choices } = useQuery('search.choices', {}, { keep: true });
  const command = useCommand('staff.passOrders');
  const [to, setTo] = useState('pool');
  const reasons = (choices?.reasons ?? []).filter((one) => one.kind === 'reassign');
  const [reason, setReason] = useState<string | null>(null);
  const [left, setLeft] = useState<string[]>([]);
  const reasonCode = reason ?? reasons[0]?.code ?? '';
  const run = async () => {
    const done = await command.run({
      orderIds: props.orders.map((one) => one.id).slice(0, 100),
      toStaffId: to === 'pool' ? null : to,
      reasonCode,
    });
    if (!done) return;
    const gone = done.results.filter((one) => one.ok).length;
    if (gone > 0) toast.note(t('passed', { n: gone }));
    const stayed = done.results.filter((one) => !one.ok);
    if (stayed.length === 0) return props.onClose();
    setLeft(
      stayed.map((one) => {
        const number = props.orders.find((order) => order.id === one.id)?.number ?? '';
        return `${number} ${faultText(new ApiFault(one.code ?? 'internal', one.params))}`;
      }),
    );
  };
  return (
    <AskDialog
      title={t('passTitle', { n: props.orders.length })}
      doIt={t('pass')}
      ready={reasonCode !== ''}
      pending={command.pending}
      faultText={command.faultText}
      onClose={props.onClose}
      onDo={() => void run()}
    >
      {props.listed ? (
        <LineTable
          label={t('without')}
          rows={props.orders}
          rowKey={(row) => row.id}
          headless
          columns={[
            { id: 'number', header: t('number'), cell: (row) => row.number },
            { id: 'title', header: t('customer'), cell: titleOf },
            { id: 'day', header: t('when'), align: 'end', cell: (row) => <DayText day={row.day} /> },
          ]}
        />
      ) : null}
      <ComboBox
        label={t('to')}
        value={to}
        onChange={(next) => setTo(next ?? 'pool')}
        options={[
          { id: 'pool', label: t('toPool') },
          ...(choices?.people ?? []).map((person) => ({ id: person.id, label: person.name })),
        ]}
      />
      <Select
        label={t('reason')}
        value={reasonCode}
        onChange={setReason}
        options={reasons.map((one) => ({ id: one.code, label: nameOf(one, f.language) }))}
      />
      {left.length === 0 ? null : <ErrorLine text={[t('left', { n: left.length }), ...left].join('\n')} />}
    </AskDialog>
  );
}
