import { useWords } from '../../i18n/index.ts';
import { useEffect, useState } from 'react';
import type { OrderListRow } from '../../../preload/contract/orders.ts';
import { useCanAny } from '../../app/session.tsx';
import { api } from '../../lib/api.ts';
import { BulkBar, Banner, Button } from '../../ui/index.ts';
import { HoldForm } from './hold-dialog.tsx';
import { useLifeWords } from './life-words.ts';
import { useBulk } from './use-bulk.ts';

/** More than this is not read just to word the bar; the actions read them when they begin. */
const readAtMost = 200;

export interface BulkProps {
  selected: ReadonlySet<number>;
  /** Rows of chosen row numbers, as they are now. */
  rowsOf: (selected: ReadonlySet<number>) => Promise<OrderListRow[]>;
  onClear: () => void;
}

/** What may be done with the chosen orders: only what fits all of them, each by its own command. */
export function Bulk({ selected, rowsOf, onClear }: BulkProps) {
  const t = useWords('orders');
  const { say } = useLifeWords();
  const can = useCanAny();
  const bulk = useBulk();
  const [rows, setRows] = useState<readonly OrderListRow[]>([]);
  const [holding, setHolding] = useState(false);
  useEffect(() => {
    let live = true;
    if (selected.size === 0 || selected.size > readAtMost) setRows([]);
    else
      rowsOf(selected).then(
        (found) => live && setRows(found),
        () => undefined,
      );
    return () => {
      live = false;
    };
  }, [selected, rowsOf]);
  const known = rows.length > 0 && rows.length === selected.size;
  const every = (states: readonly string[]) => !known || rows.every((row) => states.includes(row.state));
  const go = async (label: string, act: (row: OrderListRow) => Promise<unknown>) => {
    const fresh = await rowsOf(selected);
    await bulk.run(label, fresh, act);
    onClear();
  };
  const samePlace =
    known &&
    rows.length > 1 &&
    new Set(rows.map((row) => `${row.customerName} ${row.customerPhone} ${row.address}`)).size === 1;
  const note = samePlace
    ? t('bulk.samePlace')
    : [...new Set(rows.map((row) => row.queue))].map((queue) => say('queue', queue)).join(' · ');
  const { state } = bulk;
  return (
    <>
      {state ? (
        <div className="ord-bulk-line">
          <Banner
            tone={state.failed > 0 ? 'amber' : 'green'}
            text={
              state.running
                ? t('bulk.working', { done: state.done + state.failed, total: state.total })
                : state.failed > 0
                  ? t('bulk.resultSome', {
                      action: state.label,
                      done: state.done,
                      failed: state.failed,
                      why: state.why,
                    })
                  : t('bulk.result', { action: state.label, done: state.done })
            }
            action={
              <Button size="small" variant="quiet" onPress={state.running ? bulk.stop : bulk.clear}>
                {t(state.running ? 'bulk.stop' : 'ui:close')}
              </Button>
            }
          />
        </div>
      ) : null}
      <BulkBar count={state?.running ? 0 : selected.size} note={note} onClear={onClear}>
        {can('orders.review') && every(['received', 'in_review']) ? (
          <Button
            hotkey="R"
            onPress={() =>
              void go(t('do.approve'), ({ id, version }) => api.call('orders.approve', { id, version }))
            }
          >
            {t('do.approve')}
          </Button>
        ) : null}
        {can('orders.hold') && every(['received', 'in_review', 'ready', 'dispatched', 'accepted']) ? (
          <Button hotkey="H" onPress={() => setHolding(true)}>
            {t('do.hold')}
          </Button>
        ) : null}
        {can('orders.hold') && known && every(['on_hold']) ? (
          <Button
            hotkey="H"
            onPress={() =>
              void go(t('do.resume'), ({ id, version }) => api.call('orders.resume', { id, version }))
            }
          >
            {t('do.resume')}
          </Button>
        ) : null}
        {can('print.run') && every(['ready', 'dispatched', 'accepted', 'on_hold']) ? (
          <Button
            hotkey="P"
            onPress={() =>
              void go(t('bulk.print'), ({ id }) =>
                api.call('paper.print', { kind: 'service_slip', ids: [id] }),
              )
            }
          >
            {t('bulk.print')}
          </Button>
        ) : null}
      </BulkBar>
      {holding ? (
        <HoldForm
          title={t('hold.titleMany', { n: selected.size })}
          pending={false}
          fault={null}
          onClose={() => setHolding(false)}
          onHold={(answer) => {
            setHolding(false);
            void go(t('do.hold'), ({ id, version }) => api.call('orders.hold', { id, version, ...answer }));
          }}
        />
      ) : null}
    </>
  );
}
