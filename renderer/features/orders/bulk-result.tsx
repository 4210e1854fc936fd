import { Square, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { Banner, Button } from '../../ui/index.ts';
import { LeftDialog } from './bulk-left.tsx';
import type { BulkState, LeftOnes } from './use-bulk.ts';

/** How far the work on many is, then what came of it, what was left and why, and the way back. */
export function BulkLine(props: {
  state: BulkState;
  onStop: () => void;
  onUndo: () => void;
  onClear: () => void;
  onOpen: (id: string) => void;
}) {
  const t = useWords('listing');
  const { state } = props;
  const { result, undone } = state;
  const [showing, setShowing] = useState<LeftOnes | null>(null);
  const left: LeftOnes | null = undone !== null && !undone.running ? undone : result;
  const busy = state.running || undone?.running === true;
  const calm = state.fault === null && (busy || (left?.leftCount === 0 && result?.stopped === false));
  return (
    <div className="ord-bulk-line">
      <Banner
        tone={calm ? 'green' : 'amber'}
        text={
          <>
            {lineText(t, state)}
            {busy ? (
              <span className="ord-bulk-bar" aria-hidden="true">
                <i style={{ width: `${undone?.percent ?? state.percent}%` }} />
              </span>
            ) : null}
          </>
        }
        action={
          <span className="row">
            {!busy && left !== null && left.leftCount > 0 ? (
              <Button size="small" hotkey="Shift+L" onPress={() => setShowing(left)}>
                {t('bulk.show')}
              </Button>
            ) : null}
            {state.running ? (
              <Button size="small" hotkey="Alt+X" icon={<Square size={12} />} onPress={props.onStop}>
                {t('bulk.stop')}
              </Button>
            ) : null}
            {undone === null && result !== null && result.batchIds.length > 0 ? (
              <Button size="small" hotkey="Mod+Z" icon={<Undo2 size={13} />} onPress={props.onUndo}>
                {t('bulk.undo')}
              </Button>
            ) : null}
            {busy ? null : (
              <Button size="small" variant="quiet" hotkey="Alt+X" onPress={props.onClear}>
                {t('ui:close')}
              </Button>
            )}
          </span>
        }
      />
      {showing ? <LeftDialog ones={showing} onOpen={props.onOpen} onClose={() => setShowing(null)} /> : null}
    </div>
  );
}

function lineText(t: ReturnType<typeof useWords>, { label: action, ...state }: BulkState): string {
  const { result, undone, fault } = state;
  if (fault !== null) return fault;
  if (undone !== null) {
    const { done, percent, leftCount: left } = undone;
    if (undone.running) return t('bulk.undoing', { action, percent });
    return t(left > 0 ? 'bulk.undoneSome' : 'bulk.undone', { action, done, left });
  }
  if (result === null) return t('bulk.working', { action, percent: state.percent });
  const { done, leftCount } = result;
  if (result.stopped) return t('bulk.resultStopped', { action, done, left: result.total - done });
  return t(leftCount > 0 ? 'bulk.resultSome' : 'bulk.result', { action, done, left: leftCount });
}
