import { useWords } from '../../i18n/index.ts';
import { ApiFault, faultText } from '../../lib/faults.ts';
import { countText } from '../../lib/format.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { say } from './life-words.ts';
import type { LeftOnes } from './use-bulk.ts';

/** Orders that were left as they were, by reason: how many each kept back, and which. */
export function LeftDialog({
  ones,
  onOpen,
  onClose,
}: {
  ones: LeftOnes;
  onOpen: (id: string) => void;
  onClose: () => void;
}) {
  const t = useWords('listing');
  const open = (id: string) => {
    onClose();
    onOpen(id);
  };
  const groups = ones.reasons
    .map((reason, at) => ({ ...reason, at, rows: ones.left.filter((row) => row.reason === at) }))
    .sort((one, other) => other.count - one.count);
  return (
    <Dialog
      title={t('bulk.leftTitle', { n: ones.leftCount })}
      open
      wide
      onClose={onClose}
      actions={
        <Button variant="primary" hotkey="Enter" onPress={onClose}>
          {t('ui:close')}
        </Button>
      }
    >
      <div className="ord-left" role="group" aria-label={t('bulk.why')} tabIndex={0}>
        {groups.map((group) => (
          <section key={group.at} data-reason={group.code}>
            <h3>
              <b>{t('bulk.leftCount', { n: countText(group.count) })}</b> {whyText(t, group)}
            </h3>
            <p className="ord-left-numbers">
              {group.rows.map((row) => (
                <button key={row.id} type="button" className="ord-link" onClick={() => open(row.id)}>
                  {row.number}
                </button>
              ))}
              {group.rows.length < group.count ? (
                <span className="muted">
                  {t('bulk.leftMore', { n: countText(group.count - group.rows.length) })}
                </span>
              ) : null}
            </p>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** The fault's own sentence, and what exactly stood in the way where the guard says so. */
function whyText(t: ReturnType<typeof useWords>, row: LeftOnes['reasons'][number]): string {
  const sentence = faultText(new ApiFault(row.code, row.params));
  const reason = row.code === 'order_guard_failed' ? row.params.reason : undefined;
  return typeof reason === 'string' ? `${sentence} ${say(t, 'refusal', reason)}` : sentence;
}
