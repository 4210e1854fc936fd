import { useState } from 'react';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { AgoText, Button, EmptyState, ErrorLine, Section, Skeleton, TextField } from '../../ui/index.ts';

/** Payloads nobody could read: why, the text as it came, read again or put aside. */
export function QuarantinePane() {
  const t = useWords('platforms');
  const { data, loading } = useQuery('platforms.quarantine', {});
  const [openId, setOpenId] = useState<string | null>(null);
  if (loading) return <Skeleton lines={6} />;
  const items = data?.items ?? [];
  if (items.length === 0) return <EmptyState title={t('view.quarantine')} text={t('noQuarantine')} />;
  return (
    <div className="platform-list">
      {items.map((item) => (
        <div key={item.id}>
          <button
            type="button"
            className="platform-row"
            aria-expanded={openId === item.id}
            data-open={openId === item.id || undefined}
            onClick={() => setOpenId(openId === item.id ? null : item.id)}
          >
            <span />
            <span className="strong truncate">{t(`quarantine:quarantine.${item.reason}`, item.params)}</span>
            <span className="muted truncate">{item.upstreamId ?? ''}</span>
            <AgoText atMs={item.receivedAt} />
          </button>
          {openId === item.id ? <Opened id={item.id} onDone={() => setOpenId(null)} /> : null}
        </div>
      ))}
    </div>
  );
}

function Opened({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useWords('platforms');
  const maySolve = useCan('quarantine.solve') !== null;
  const { data, faultText } = useQuery('platforms.quarantineItem', { id }, { enabled: maySolve });
  const replay = useCommand('platforms.replay');
  const discard = useCommand('platforms.discard');
  const [why, setWhy] = useState('');
  const [told, setTold] = useState<string | null>(null);
  const tryAgain = async () => {
    const answer = await replay.run({ id });
    if (!answer) return;
    if (!answer.applied)
      setTold(t('stillOdd', { reason: t(`quarantine:quarantine.${answer.reason ?? ''}`, answer.params) }));
    else
      setTold(
        answer.workOrderNumber === null
          ? t('replayedNone')
          : t('replayed', { number: answer.workOrderNumber }),
      );
  };
  return (
    <Section>
      <ErrorLine text={faultText ?? replay.faultText ?? discard.faultText} />
      {data ? (
        <>
          <p className="muted">{t('raw', { n: data.length })}</p>
          <pre className="platform-raw">{data.raw}</pre>
        </>
      ) : null}
      {told ? <p role="status">{told}</p> : null}
      {maySolve ? (
        <div className="row">
          <Button variant="primary" hotkey="R" pending={replay.pending} onPress={() => void tryAgain()}>
            {t('action.replay')}
          </Button>
          <TextField
            label={t('discardWhy')}
            quietLabel
            placeholder={t('discardWhy')}
            value={why}
            onChange={setWhy}
          />
          <Button
            disabled={why.trim() === ''}
            onPress={async () => {
              if (await discard.run({ id, reason: why })) onDone();
            }}
          >
            {t('action.discard')}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}
