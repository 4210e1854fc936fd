import { useState } from 'react';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { nameOf } from '../../../lib/names.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { Banner, Button, ComboBox, DateField, ErrorLine, Select, Skeleton } from '../../../ui/index.ts';
import './payer-terms.css';
import { ClocksCard } from './clocks-card.tsx';
import { EffectCard } from './effect-card.tsx';
import { PlacesCard, StopsCard, WarnCard } from './more-cards.tsx';
import { type Terms, type TermsAnswer, termsTables } from './shapes.ts';

/** What each payer asks in time; a version at a time, with what saving it would do. */
export function PayerTermsView() {
  const t = useWords('terms');
  const f = useFormat();
  const [payerId, setPayerId] = useState<string | null>(null);
  const { data, loading, faultText } = useQuery(
    'clock.payers',
    {},
    { keep: true, tables: ['payer', 'payer_profile', 'setting', 'work_order'] },
  );
  if (loading) return <Skeleton lines={8} />;
  if (data === undefined) return <ErrorLine text={faultText} />;
  const chosen = payerId ?? data.payers.find((one) => one.openOrders > 0)?.id ?? data.payers[0]?.id ?? null;
  return (
    <div className="stack">
      {data.recomputing ? <Banner text={t('recomputing')} /> : null}
      <div className="terms-head">
        <ComboBox
          label={t('payer')}
          value={chosen}
          onChange={setPayerId}
          options={data.payers.map((one) => ({
            id: one.id,
            label: nameOf(one, f.language),
            note: one.fromDay === null ? t('none') : t('openOrders', { n: one.openOrders }),
            keys: `${one.nameZh} ${one.nameEn} ${one.code}`.toLowerCase(),
          }))}
        />
        {chosen === null ? null : <OfPayer key={chosen} payerId={chosen} />}
      </div>
    </div>
  );
}

function OfPayer({ payerId }: { payerId: string }) {
  const { data, faultText } = useQuery('clock.terms', { payerId }, { keep: true, tables: termsTables });
  if (data === undefined) return faultText === null ? <Skeleton lines={6} /> : <ErrorLine text={faultText} />;
  return <Versions payerId={payerId} answer={data} />;
}

function Versions({ payerId, answer }: { payerId: string; answer: TermsAnswer }) {
  const t = useWords('terms');
  const f = useFormat();
  const mayWrite = useCan('settings.write') !== null;
  const inForce = answer.versions.find((one) => one.fromDay <= f.today) ?? answer.versions.at(-1);
  const [day, setDay] = useState<string | null>(null);
  const [newDay, setNewDay] = useState<string | null>(null);
  const opened = answer.versions.find((one) => one.fromDay === day);
  const base = opened ?? inForce;
  // A day that no version begins on yet is a new one, begun like the one before it
  const isNew = day !== null && opened === undefined;
  const fromDay = isNew ? day : (base?.fromDay ?? f.today);
  return (
    <>
      <Select
        label={t('versions')}
        value={fromDay}
        onChange={setDay}
        options={[
          ...(isNew ? [{ id: fromDay, label: t('since', { day: fromDay }) }] : []),
          ...answer.versions.map((one) => ({
            id: one.fromDay,
            label: t('since', { day: one.fromDay }),
            note: t('openOrders', { n: one.openOrders }),
          })),
        ]}
      />
      {mayWrite ? (
        <div>
          <div className="row terms-new">
            <DateField label={t('newVersion')} value={newDay} onChange={setNewDay} />
            <Button disabled={newDay === null} onPress={() => setDay(newDay)}>
              {t('start')}
            </Button>
          </div>
          <p className="ui-help">{t('newVersionHelp')}</p>
        </div>
      ) : (
        <p className="muted">{t('readOnly')}</p>
      )}
      {base === undefined ? null : (
        <Editor
          key={`${fromDay}:${isNew ? 0 : base.version}`}
          payerId={payerId}
          fromDay={fromDay}
          version={isNew ? 0 : base.version}
          terms={base.terms}
          answer={answer}
          mayWrite={mayWrite}
        />
      )}
    </>
  );
}

function Editor(props: {
  payerId: string;
  fromDay: string;
  version: number;
  terms: Terms;
  answer: TermsAnswer;
  mayWrite: boolean;
}) {
  const t = useWords('terms');
  const { payerId, fromDay, version, answer, mayWrite } = props;
  const save = useCommand('clock.saveTerms');
  const [terms, setTerms, forget] = useDraft<Terms>(`terms:${payerId}:${fromDay}:${version}`, props.terms);
  const put = (patch: Partial<Terms>) => setTerms((now) => ({ ...now, ...patch }));
  const changed = version === 0 || JSON.stringify(terms) !== JSON.stringify(props.terms);
  const card = { terms, answer, put, mayWrite };
  return (
    <div className="terms-body">
      <div className="stack">
        <ClocksCard terms={terms} put={put} mayWrite={mayWrite} />
        <StopsCard terms={terms} put={put} mayWrite={mayWrite} />
      </div>
      <div className="stack">
        <EffectCard payerId={payerId} fromDay={fromDay} terms={terms} />
        {mayWrite ? (
          <div className="row">
            <Button
              variant="primary"
              hotkey="Mod+S"
              disabled={!changed}
              pending={save.pending}
              onPress={() =>
                void save.run({ payerId, fromDay, version, terms }).then((done) => {
                  if (done) forget();
                })
              }
            >
              {t('save')}
            </Button>
            {changed ? <span className="muted">{t('unsaved')}</span> : null}
          </div>
        ) : null}
        <ErrorLine text={save.faultText} />
        <WarnCard {...card} />
        <PlacesCard {...card} />
      </div>
    </div>
  );
}
