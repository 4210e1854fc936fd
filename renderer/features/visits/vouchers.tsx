import { useState } from 'react';
import { Link } from 'react-router';
import { stepsFrom, type VoucherState, type VoucherStep } from '../../../domain/paper/vouchers.ts';
import { voucherKinds } from '../../../preload/contract/slips.ts';
import { useWords } from '../../i18n/index.ts';
import { useDraft } from '../../lib/drafts.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { usePersonName } from '../../lib/use-person-name.ts';
import {
  Button,
  ComboBox,
  DateText,
  Dialog,
  EmptyState,
  ErrorLine,
  LineTable,
  Select,
  StatePill,
  TextField,
} from '../../ui/index.ts';

const tones = {
  blank: 'grey',
  out: 'amber',
  back: 'blue',
  scanned: 'blue',
  sent: 'violet',
  accepted: 'green',
  void: 'grey',
} as const;
/** Steps a row offers at once; voiding and the rest go by the form. */
const quick: readonly VoucherStep[] = ['back', 'scan', 'send', 'accept'];

/** 安装卡, 结算联, 保修卡, 鉴定单: who holds which, and the next step of each. */
export function Vouchers() {
  const t = useWords('visits');
  const personName = usePersonName();
  const { data, faultText } = useQuery(
    'visits.vouchers',
    { limit: 200 },
    { keep: true, tables: ['paper_voucher'] },
  );
  const step = useCommand('visits.saveVoucher');
  const [issuing, setIssuing] = useState(false);
  return (
    <>
      <ErrorLine text={faultText ?? step.faultText} />
      <div className="vis-tools">
        <Button size="small" hotkey="Alt+V" onPress={() => setIssuing(true)}>
          {t('voucher.issue')}
        </Button>
      </div>
      {data !== undefined && data.total === 0 ? (
        <EmptyState title={t('empty.vouchers')} text={t('empty.vouchersText')} />
      ) : null}
      {data !== undefined && data.total > 0 ? (
        <LineTable
          label={t('view.vouchers')}
          rows={data.rows}
          rowKey={(row) => row.id}
          columns={[
            { id: 'kind', header: t('voucher.kind'), cell: (row) => t(`voucher.kinds.${row.kind}`) },
            {
              id: 'number',
              header: t('voucher.number'),
              cell: (row) => <span className="mono">{row.number}</span>,
            },
            {
              id: 'state',
              header: t('proofState'),
              cell: (row) => (
                <StatePill
                  tone={tones[row.state as VoucherState]}
                  shape={row.state === 'accepted' ? 'check' : 'ring'}
                  label={t(`voucher.states.${row.state}`)}
                />
              ),
            },
            {
              id: 'holder',
              header: t('voucher.holder'),
              cell: (row) => personName(row.staffName) || t(`voucher.holders.${row.holder}`),
            },
            {
              id: 'order',
              header: t('order'),
              cell: (row) =>
                row.orderId === null ? (
                  '—'
                ) : (
                  <Link className="vis-link mono" to={`/orders/${row.orderId}`}>
                    {row.orderNumber}
                  </Link>
                ),
            },
            { id: 'at', header: t('since'), cell: (row) => <DateText atMs={row.at} time="always" /> },
            {
              id: 'act',
              header: '',
              align: 'end',
              cell: (row) =>
                stepsFrom(row.state as VoucherState)
                  .filter((one) => quick.includes(one))
                  .map((one) => (
                    <button
                      key={one}
                      type="button"
                      data-row=""
                      className="vis-link vis-step"
                      onClick={() =>
                        void step.run({
                          id: row.id,
                          version: row.version,
                          kind: row.kind as (typeof voucherKinds)[number],
                          number: row.number,
                          step: one,
                        })
                      }
                    >
                      {t(`voucher.steps.${one}`)}
                    </button>
                  )),
            },
          ]}
        />
      ) : null}
      {issuing ? <IssueDialog staff={data?.staff ?? []} onClose={() => setIssuing(false)} /> : null}
    </>
  );
}

interface Issue {
  kind: (typeof voucherKinds)[number];
  number: string;
  staffId: string | null;
  orderNumber: string;
}

/** One voucher after another to the same person: the number is asked again, the rest stays. */
function IssueDialog(props: {
  staff: readonly { id: string; code: string; name: string }[];
  onClose: () => void;
}) {
  const t = useWords('visits');
  const personName = usePersonName();
  const save = useCommand('visits.saveVoucher');
  const [form, setForm] = useDraft<Issue>('voucher', {
    kind: 'install_card',
    number: '',
    staffId: null,
    orderNumber: '',
  });
  const [given, setGiven] = useState<string | null>(null);
  const set = (patch: Partial<Issue>) => setForm((now) => ({ ...now, ...patch }));
  const ready = form.number.trim() !== '' && form.staffId !== null;
  const go = async () => {
    if (!ready) return;
    const number = form.number.trim();
    const done = await save.run({ ...form, number, step: 'issue' });
    if (done === null) return;
    setGiven(number);
    set({ number: '', orderNumber: '' });
  };
  return (
    <Dialog
      title={t('voucher.issue')}
      open
      onClose={props.onClose}
      actions={
        <Button
          variant="primary"
          hotkey="Mod+Enter"
          disabled={!ready}
          pending={save.pending}
          onPress={() => void go()}
        >
          {t('voucher.give')}
        </Button>
      }
    >
      <div className="vis-dialog">
        <Select
          label={t('voucher.kind')}
          value={form.kind}
          onChange={(kind) => set({ kind: kind as Issue['kind'] })}
          options={voucherKinds.map((id) => ({ id, label: t(`voucher.kinds.${id}`) }))}
        />
        <ComboBox
          label={t('technician')}
          value={form.staffId}
          onChange={(staffId) => set({ staffId })}
          options={props.staff.map((one) => ({
            id: one.id,
            label: `${one.code} ${personName(one.name)}`,
            keys: `${one.code} ${one.name}`.toLowerCase(),
          }))}
        />
        <TextField
          label={t('voucher.number')}
          value={form.number}
          onChange={(number) => set({ number })}
          onEnter={() => void go()}
          className="mono"
          autoFocus
          required
        />
        <TextField
          label={t('order')}
          value={form.orderNumber}
          onChange={(orderNumber) => set({ orderNumber })}
          onEnter={() => void go()}
          className="mono"
        />
        {given === null ? null : <p role="status">{t('voucher.given', { number: given })}</p>}
        <ErrorLine text={save.faultText} />
      </div>
    </Dialog>
  );
}
