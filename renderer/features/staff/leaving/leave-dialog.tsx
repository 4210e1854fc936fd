import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { personName } from '../../../lib/names.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { Checkbox, DateField, ErrorLine, Skeleton } from '../../../ui/index.ts';
import { AskDialog } from '../ask-dialog.tsx';
import type { StaffDocument } from '../shapes.ts';
import { BelongingRows } from './belongings.tsx';
import { HandForm } from './hand-form.tsx';

const tables = [
  'staff',
  'work_order',
  'slip',
  'stock_balance',
  'old_part',
  'payment',
  'advance',
  'staff_tool',
];

/** Leaving: what is still with the person opens row by row and goes to a colleague; orders have to go first. */
export function LeaveDialog({ document, onClose }: { document: StaffDocument; onClose: () => void }) {
  const t = useWords('staff');
  const f = useFormat();
  const command = useCommand('staff.leave');
  const { person, holdings } = document;
  const { data: has, faultText } = useQuery(
    'staff.belongings',
    { staffId: person.id },
    { keep: true, tables },
  );
  const [day, setDay] = useState<string | null>(f.today);
  const [handedOver, setHandedOver] = useState(false);
  const things =
    holdings.parts +
    holdings.oldParts +
    holdings.tools +
    holdings.slipsOut +
    Math.abs(holdings.cashFen) +
    holdings.advancesFen;
  return (
    <AskDialog
      title={t('leaveOf', { name: personName(person, f.language) })}
      doIt={t('leave')}
      danger
      wide
      ready={day !== null && holdings.openOrders === 0 && (things === 0 || handedOver)}
      pending={command.pending}
      faultText={command.faultText}
      onClose={onClose}
      onDo={() =>
        void command
          .run({ id: person.id, version: person.version, leftDay: day, handedOver })
          .then((done) => done && onClose())
      }
    >
      <DateField label={t('lastDay')} value={day} onChange={setDay} required help={t('leaveClosed')} />
      <ErrorLine text={faultText} />
      {has === undefined ? <Skeleton lines={4} /> : <BelongingRows has={has} />}
      {holdings.openOrders > 0 ? <p>{t('ordersFirst', { n: holdings.openOrders })}</p> : null}
      {holdings.openOrders === 0 && things === 0 ? <p className="muted">{t('belongings.none')}</p> : null}
      {has === undefined ? null : <HandForm staffId={person.id} has={has} />}
      {things > 0 ? (
        <>
          <p>
            {t('stillHas', {
              parts: holdings.parts,
              oldParts: holdings.oldParts,
              tools: holdings.tools,
              slips: holdings.slipsOut,
              cash: f.money(holdings.cashFen),
              advances: f.money(holdings.advancesFen),
            })}
          </p>
          <Checkbox label={t('handedOver')} checked={handedOver} onChange={setHandedOver} />
        </>
      ) : null}
    </AskDialog>
  );
}
