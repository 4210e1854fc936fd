import type { PlatformHealth } from '../../../preload/contract/platforms.ts';
import { useWords } from '../../i18n/index.ts';
import { ApiFault, faultText } from '../../lib/faults.ts';
import { nameOf } from '../../lib/names.ts';
import { useFormat } from '../../lib/use-format.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { AgoText, Light } from '../../ui/index.ts';

/** Each connection in one line: light, name, age, counts compared; a second line only where something is wrong. */
export function ConnectionList(props: {
  rows: readonly PlatformHealth[];
  openId: string | null;
  onOpen: (id: string) => void;
}) {
  const t = useWords('platforms');
  const { rows, openId, onOpen } = props;
  const at = rows.findIndex((row) => row.id === openId);
  const go = (step: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    if (next) onOpen(next.id);
  };
  useKeys([
    { keys: 'J ArrowDown', label: t('column.name'), run: () => go(1) },
    { keys: 'K ArrowUp', label: t('column.name'), run: () => go(-1) },
  ]);
  return (
    <div
      className="platform-list"
      data-bare={rows.every((row) => row.localTotal === null || row.upstreamTotal === null) || undefined}
    >
      <div className="platform-row platform-head muted" aria-hidden="true">
        <span />
        <span>{t('column.name')}</span>
        <span>{t('column.last')}</span>
        <span className="num counts">{t('column.counts')}</span>
        <span className="num">{t('column.today')}</span>
      </div>
      <div role="listbox" aria-label={t('title')}>
        {rows.map((row, index) => (
          <ConnectionRow
            key={row.id}
            row={row}
            isOpen={row.id === openId}
            isFirst={index === Math.max(0, at)}
            onOpen={() => onOpen(row.id)}
          />
        ))}
      </div>
    </div>
  );
}

function ConnectionRow(props: {
  row: PlatformHealth;
  isOpen: boolean;
  isFirst: boolean;
  onOpen: () => void;
}) {
  const t = useWords('platforms');
  const f = useFormat();
  const { row } = props;
  const name = nameOf(row, f.language);
  const notes = [
    row.pausedAt === null || row.mode !== 'api' ? '' : t('paused'),
    row.fault === null ? '' : faultText(new ApiFault(row.fault.code, row.fault.params)),
    row.deadLetters > 0 ? `${t('fact.dead')} ${row.deadLetters}` : '',
    row.manual > 0 ? t('manual', { n: row.manual }) : '',
    row.quarantined > 0 ? `${t('fact.quarantined')} ${row.quarantined}` : '',
    row.oldestWaitingAt === null ? '' : t('oldest', { age: f.ago(row.oldestWaitingAt) }),
  ].filter((text) => text !== '');
  return (
    <button
      type="button"
      role="option"
      aria-selected={props.isOpen}
      tabIndex={props.isFirst ? 0 : -1}
      className="platform-row"
      data-open={props.isOpen || undefined}
      onClick={props.onOpen}
    >
      <Light light={row.light} />
      <span className="strong truncate">{name}</span>
      <span className="muted">
        {row.mode === 'api' ? <AgoText atMs={row.lastOkAt} /> : t(`mode.${row.mode}`)}
      </span>
      <span className="num counts muted">
        {row.localTotal === null || row.upstreamTotal === null
          ? '—'
          : `${row.localTotal} / ${row.upstreamTotal}`}
      </span>
      <span className="num">{row.ordersToday}</span>
      {notes.length > 0 ? <span className="note muted truncate">{notes.join(' · ')}</span> : null}
    </button>
  );
}
