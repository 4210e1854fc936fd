import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { nameOf } from '../../../lib/names.ts';
import { useFormat } from '../../../lib/use-format.ts';
import { Button, LineTable, MoneyText, QuantityText } from '../../../ui/index.ts';
import { useTitle } from '../../orders/use-title.ts';

export type Belongings = OutputOf<'staff.belongings'>;
type Kind = keyof Belongings;

interface Line {
  id: string;
  what: ReactNode;
  more: ReactNode;
  end: ReactNode;
}

export const belongingKinds = [
  'orders',
  'slips',
  'stock',
  'oldParts',
  'payments',
  'advances',
  'tools',
] as const satisfies readonly Kind[];

/** Rows by kind, each kind to be opened; orders and papers lead on to where they are. */
export function BelongingRows({ has }: { has: Belongings }) {
  const titleOf = useTitle();
  const t = useWords('staff');
  const f = useFormat();
  const go = useNavigate();
  const link = (orderId: string | null, text: string | null) =>
    orderId === null || text === null ? (
      '—'
    ) : (
      <Button size="small" variant="quiet" onPress={() => void go(`/orders/${orderId}`)}>
        {text}
      </Button>
    );
  const money = (fen: number) => <MoneyText fen={fen} symbol />;
  const lines: Record<(typeof belongingKinds)[number], Line[]> = {
    orders: has.orders.map((row) => ({
      id: row.id,
      what: link(row.id, row.number),
      more: titleOf(row),
      end: row.day ?? '—',
    })),
    slips: has.slips.map((row) => ({
      id: row.id,
      what: row.number,
      more: link(row.orderId, row.order),
      end: '',
    })),
    stock: has.stock.map((row) => ({
      id: row.key,
      what: nameOf(row, f.language),
      more: row.serial === '' ? row.code : `${row.code} · ${row.serial}`,
      end: (
        <>
          <QuantityText milli={row.quantityMilli} unit={row.unit} /> · {money(row.valueFen)}
        </>
      ),
    })),
    oldParts: has.oldParts.map((row) => ({
      id: row.id,
      what: nameOf(row, f.language),
      more: link(row.orderId, row.order),
      end: row.dueDay === null ? money(row.amountFen) : t('belongings.due', { day: row.dueDay }),
    })),
    payments: has.payments.map((row) => ({
      id: row.id,
      what: row.number,
      more: link(row.orderId, row.order),
      end: money(row.amountFen),
    })),
    advances: has.advances.map((row) => ({
      id: row.id,
      what: row.number,
      more: '',
      end: money(row.leftFen),
    })),
    tools: has.tools.map((row) => ({
      id: row.id,
      what: nameOf(row, f.language),
      more: row.number,
      end: row.depositFen === 0 ? '' : money(row.depositFen),
    })),
  };
  const kinds = belongingKinds.filter((kind) => lines[kind].length > 0);
  return (
    <div className="staff-belongings">
      {kinds.map((kind) => (
        <details key={kind}>
          <summary>
            <span>{t(`belongings.${kind === 'payments' ? 'money' : kind}`)}</span>
            <span className="muted">{t('belongings.rows', { n: lines[kind].length })}</span>
          </summary>
          <LineTable
            label={t(`belongings.${kind === 'payments' ? 'money' : kind}`)}
            rows={lines[kind]}
            rowKey={(row) => row.id}
            headless
            columns={[
              { id: 'what', header: t('name'), cell: (row) => row.what },
              { id: 'more', header: t('orderNumber'), cell: (row) => row.more },
              { id: 'end', header: t('left'), align: 'end', cell: (row) => row.end },
            ]}
          />
        </details>
      ))}
    </div>
  );
}
