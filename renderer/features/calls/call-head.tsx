import { useWords } from '../../i18n/index.ts';
import { useDraft } from '../../lib/drafts.ts';
import { Banner, Button, PhoneText, StatePill, TextField } from '../../ui/index.ts';
import { useLifeWords } from '../orders/life-words.ts';
import { type CallClock, CallTimer } from './call-timer.tsx';
import { EvidenceButton } from './evidence-button.tsx';
import type { CallRow } from './use-call-queue.ts';
import type { Claim } from './use-claim.ts';

export const noteDraft = (orderId: string) => `call:${orderId}`;

/** The number in large type, why it is called, how often it was tried, the clock and what was said. */
export function CallHead(props: { item: CallRow; clock: CallClock; claim: Claim; onTake: () => void }) {
  const { item, claim } = props;
  const t = useWords('calls');
  const { f, person, say } = useLifeWords();
  const [note, setNote] = useDraft(noteDraft(item.id), '');
  return (
    <div className="call-head">
      <span className="call-number">
        <PhoneText phone={item.virtualPhone ?? item.customerPhone} />
      </span>
      {item.virtualPhone === null ? null : <span className="muted">{t('virtual')}</span>}
      {item.customerPhone2 === null ? null : (
        <span className="muted">
          {t('second')} <PhoneText phone={item.customerPhone2} />
        </span>
      )}
      <StatePill tone={item.cause === 'first' ? 'amber' : 'grey'} label={t(`cause.${item.cause}`)} />
      {item.tries > 0 ? <span>{t('tries', { n: item.tries, needed: item.triesNeeded })}</span> : null}
      {item.lastResult === null || item.lastCallAt === null ? null : (
        <span className="muted">
          {t('last', { result: say('call', item.lastResult), when: f.date(item.lastCallAt, 'always') })}
        </span>
      )}
      {item.waitsUntil === null ? null : (
        <span className="muted">{t('waits', { when: f.date(item.waitsUntil, 'always') })}</span>
      )}
      <div className="call-tools">
        <CallTimer clock={props.clock} />
        <div className="call-note">
          <TextField label={t('note')} side value={note} onChange={setNote} maxLength={500} />
        </div>
        <EvidenceButton orderId={item.id} number={item.number} hotkey="Shift+M" />
      </div>
      {claim !== null && !claim.mine ? (
        <div className="call-claim">
          <Banner
            tone="amber"
            text={
              claim.staffName === null
                ? t('claimedDesk', { when: f.date(claim.since, 'always') })
                : t('claimed', { name: person(claim.staffName), when: f.date(claim.since, 'always') })
            }
            action={
              <Button size="small" hotkey="Shift+D" onPress={props.onTake}>
                {t('takeOver')}
              </Button>
            }
          />
        </div>
      ) : null}
    </div>
  );
}
