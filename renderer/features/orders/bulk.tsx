import { useEffect, useState } from 'react';
import type { ListRow } from '../../../preload/contract/order-list.ts';
import { useCanAny, useFeature } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { BulkBar, Button } from '../../ui/index.ts';
import { BulkAssign, BulkTag, BulkUnassign } from './bulk-dialogs.tsx';
import { BulkLine } from './bulk-result.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { HoldForm } from './hold-dialog.tsx';
import { useLifeWords } from './life-words.ts';
import type { BulkInput, BulkWork } from './use-bulk.ts';
import { rangesOf } from './use-orders-list.ts';

/** More than this is not read just to word the bar; the job looks at each order when it comes to it. */
const readAtMost = 200;

export interface BulkProps {
  /** The work under way; it lives above the list, which is built anew when a document opens beside it. */
  bulk: BulkWork;
  snapshotId: string;
  selected: ReadonlySet<number>;
  /** Ids of the columns on show, for the export. */
  columns: readonly string[];
  /** Rows of chosen row numbers, as they are now. */
  rowsOf: (selected: ReadonlySet<number>) => Promise<ListRow[]>;
  onClear: () => void;
  /** What had the focus is gone: it goes back to the list. */
  onFocusLost: () => void;
  onOpen: (id: string) => void;
}

type Asking = 'assign' | 'unassign' | 'hold' | 'tag' | 'export';

/** What may be done with the chosen orders, by one job each; orders that do not allow it are left and named. */
export function Bulk(props: BulkProps) {
  const { bulk, snapshotId, selected, columns, rowsOf, onClear, onFocusLost, onOpen } = props;
  const t = useWords('orders');
  const { say } = useLifeWords();
  const can = useCanAny();
  const withTags = useFeature('tags');
  const [rows, setRows] = useState<readonly ListRow[]>([]);
  const [asking, setAsking] = useState<Asking | null>(null);
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
  /** Of a selection that is known, whether the action fits at least one; an unknown one is offered everything. */
  const some = (states: readonly string[]) => !known || rows.some((row) => states.includes(row.state));
  const go = (label: string, input: BulkInput) => {
    setAsking(null);
    void bulk.run(label, selected, input).then(onClear);
  };
  const samePlace =
    known &&
    rows.length > 1 &&
    new Set(rows.map((row) => `${row.customerName} ${row.customerPhone} ${row.address}`)).size === 1;
  const note = samePlace
    ? t('bulk.samePlace')
    : [...new Set(rows.map((row) => row.queue))].map((queue) => say('queue', queue)).join(' · ');
  const { state } = bulk;
  const shown = [selected.size > 0, asking, state === null, state?.running, state?.undone?.running].join();
  useEffect(() => {
    // A closing dialog gives the focus back in the next frame; if nobody is there to take it, the list is
    const after = requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) onFocusLost();
      }),
    );
    return () => cancelAnimationFrame(after);
  }, [shown]);
  const asked = { count: selected.size, onClose: () => setAsking(null) };
  const running = state?.running === true;
  const allUrgent = known && rows.every((row) => row.urgent);
  return (
    <>
      {state ? (
        <BulkLine
          state={state}
          onStop={bulk.stop}
          onUndo={() => void bulk.undo()}
          onClear={bulk.clear}
          onOpen={onOpen}
        />
      ) : null}
      <BulkBar count={running ? 0 : selected.size} note={note} onClear={onClear}>
        {can('orders.review') && some(['received', 'in_review']) ? (
          <Button hotkey="R" onPress={() => go(t('do.approve'), { action: 'approve' })}>
            {t('do.approve')}
          </Button>
        ) : null}
        {can('orders.assign') && some(['ready', 'dispatched', 'accepted']) ? (
          <Button hotkey="A" onPress={() => setAsking('assign')}>
            {t('listing:bulk.assign')}
          </Button>
        ) : null}
        {can('orders.assign') && known && some(['dispatched', 'accepted']) ? (
          <Button hotkey="Shift+A" onPress={() => setAsking('unassign')}>
            {t('listing:bulk.unassign')}
          </Button>
        ) : null}
        {can('orders.hold') && some(['received', 'in_review', 'ready', 'dispatched', 'accepted']) ? (
          <Button hotkey="H" onPress={() => setAsking('hold')}>
            {t('do.hold')}
          </Button>
        ) : null}
        {can('orders.hold') && some(['on_hold']) ? (
          <Button hotkey="V" onPress={() => go(t('do.resume'), { action: 'resume' })}>
            {t('do.resume')}
          </Button>
        ) : null}
        {can('orders.edit') ? (
          <Button
            hotkey="U"
            onPress={() =>
              go(t(allUrgent ? 'do.notUrgent' : 'do.urgent'), { action: 'urgent', urgent: !allUrgent })
            }
          >
            {t(allUrgent ? 'do.notUrgent' : 'do.urgent')}
          </Button>
        ) : null}
        {can('orders.edit') && withTags ? (
          <Button hotkey="#" onPress={() => setAsking('tag')}>
            {t('listing:bulk.tag')}
          </Button>
        ) : null}
        {can('print.run') ? (
          <Button hotkey="P" onPress={() => go(t('bulk.print'), { action: 'print' })}>
            {t('bulk.print')}
          </Button>
        ) : null}
        {can('orders.export') ? (
          <Button hotkey="X" onPress={() => setAsking('export')}>
            {t('listing:bulk.export')}
          </Button>
        ) : null}
      </BulkBar>
      {asking === 'assign' ? (
        <BulkAssign {...asked} onGo={(input) => go(t('listing:bulk.assign'), input)} />
      ) : asking === 'unassign' ? (
        <BulkUnassign {...asked} onGo={(input) => go(t('listing:bulk.unassign'), input)} />
      ) : asking === 'tag' ? (
        <BulkTag {...asked} onGo={(input) => go(t('listing:bulk.tag'), input)} />
      ) : asking === 'hold' ? (
        <HoldForm
          title={t('hold.titleMany', { n: selected.size })}
          pending={false}
          fault={null}
          onClose={asked.onClose}
          draft="bulk"
          onHold={(answer) => {
            go(t('do.hold'), { action: 'hold', ...answer });
            return true;
          }}
        />
      ) : asking === 'export' ? (
        <ExportDialog
          count={selected.size}
          snapshotId={snapshotId}
          ranges={rangesOf(selected)}
          columns={columns}
          onClose={asked.onClose}
        />
      ) : null}
    </>
  );
}
