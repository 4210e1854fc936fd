import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { ApiFault, faultText } from '../../lib/faults.ts';
import { Banner, Button, Dialog } from '../../ui/index.ts';
import { say } from './life-words.ts';
import type { BulkResult, BulkState } from './use-bulk.ts';

/** How far the work on many is, then what came of it: every order that was left is named with its reason. */
export function BulkLine(props: {
  state: BulkState;
  onStop: () => void;
  onClear: () => void;
  onOpen: (id: string) => void;
}) {
  const t = useWords('listing');
  const { state } = props;
  const [showing, setShowing] = useState(false);
  const { result } = state;
  const action = state.label;
  const text =
    state.fault ??
    (result === null
      ? t('bulk.working', { action, percent: state.percent })
      : result.stopped
        ? t('bulk.resultStopped', { action, done: result.done, left: result.total - result.done })
        : result.leftCount > 0
          ? t('bulk.resultSome', { action, done: result.done, left: result.leftCount })
          : t('bulk.result', { action, done: result.done }));
  const calm = state.fault === null && (result === null || (result.leftCount === 0 && !result.stopped));
  return (
    <div className="ord-bulk-line" role="status">
      <Banner
        tone={calm ? 'green' : 'amber'}
        text={text}
        action={
          <span className="row">
            {result !== null && result.leftCount > 0 ? (
              <Button size="small" hotkey="Shift+L" onPress={() => setShowing(true)}>
                {t('bulk.show')}
              </Button>
            ) : null}
            {state.running ? (
              <Button size="small" variant="quiet" onPress={props.onStop}>
                {t('bulk.stop')}
              </Button>
            ) : (
              <Button size="small" variant="quiet" onPress={props.onClear}>
                {t('ui:close')}
              </Button>
            )}
          </span>
        }
      />
      {showing && result ? (
        <LeftDialog result={result} onOpen={props.onOpen} onClose={() => setShowing(false)} />
      ) : null}
    </div>
  );
}

function LeftDialog({
  result,
  onOpen,
  onClose,
}: {
  result: BulkResult;
  onOpen: (id: string) => void;
  onClose: () => void;
}) {
  const t = useWords('listing');
  const open = (id: string) => {
    onClose();
    onOpen(id);
  };
  return (
    <Dialog
      title={t('bulk.leftTitle', { n: result.leftCount })}
      open
      wide
      onClose={onClose}
      actions={
        <Button variant="primary" hotkey="Enter" onPress={onClose}>
          {t('ui:close')}
        </Button>
      }
    >
      {result.left.length < result.leftCount ? (
        <p className="muted">{t('bulk.leftMore', { n: result.left.length })}</p>
      ) : null}
      <ul className="ord-left">
        {result.left.map((row) => (
          <li key={row.id}>
            <button type="button" className="ord-link" onClick={() => open(row.id)}>
              {row.number}
            </button>
            <span>{whyText(t, row)}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** The fault's own sentence, and what exactly stood in the way where the guard says so. */
function whyText(t: ReturnType<typeof useWords>, row: BulkResult['left'][number]): string {
  const sentence = faultText(new ApiFault(row.code, row.params));
  const reason = row.code === 'order_guard_failed' ? row.params.reason : undefined;
  return typeof reason === 'string' ? `${sentence} ${say(t, 'refusal', reason)}` : sentence;
}
