import { useState } from 'react';
import { useNavigate } from 'react-router';
import { holdReasons, stoppedClocks as stoppedUsually } from '../../../../domain/orders/hold.ts';
import { useWords } from '../../../i18n/index.ts';
import { inLanguage, nameOf } from '../../../lib/names.ts';
import { useFormat } from '../../../lib/use-format.ts';
import { Button, Card, Checkbox, NumberField, TextField } from '../../../ui/index.ts';
import {
  goodShares,
  milliOf,
  readShares,
  sharesText,
  stoppedClocks,
  type Terms,
  type TermsAnswer,
  wholeOf,
} from './shapes.ts';

interface CardProps {
  terms: Terms;
  answer: TermsAnswer;
  put: (patch: Partial<Terms>) => void;
  mayWrite: boolean;
}

/** When somebody is told: before a deadline, and while a technician has not answered. */
export function WarnCard({ terms, answer, put, mayWrite }: CardProps) {
  const t = useWords('terms');
  const { usual } = answer;
  const [shares, setShares] = useState(sharesText(terms.answerWarnMilli));
  const minutes = (
    label: string,
    field: 'warnMinutes' | 'answerMinutes' | 'answerSubShopMinutes',
    n: number,
  ) => (
    <NumberField
      label={t(label)}
      side
      kind="quantity"
      unit={t('minutes')}
      help={t('usual', { n })}
      value={milliOf(terms[field])}
      onChange={(milli) => put({ [field]: wholeOf(milli) })}
      disabled={!mayWrite}
    />
  );
  return (
    <Card title={t('warn')}>
      <div className="settings-form">
        {minutes('warnMinutes', 'warnMinutes', usual.warnMinutes)}
        {minutes('answer', 'answerMinutes', usual.answerMinutes)}
        {minutes('answerSubShop', 'answerSubShopMinutes', usual.answerSubShopMinutes)}
        <TextField
          label={t('answerWarn')}
          side
          disabled={!mayWrite}
          value={shares}
          help={t('usualWarn', { n: sharesText(usual.answerWarnMilli) })}
          onChange={(text) => {
            setShares(text);
            const read = readShares(text);
            if (goodShares(read)) put({ answerWarnMilli: read });
          }}
        />
      </div>
    </Card>
  );
}

/** More time for far places: whether this payer grants it, and what the outlet's tables say. */
export function PlacesCard({ terms, answer, put, mayWrite }: CardProps) {
  const t = useWords('terms');
  const f = useFormat();
  const go = useNavigate();
  return (
    <Card title={t('places')}>
      <div className="settings-form">
        <Checkbox
          label={t('byDistance')}
          disabled={!mayWrite}
          checked={terms.byDistance}
          onChange={(byDistance) => put({ byDistance })}
        />
        <p className="muted">
          {answer.tiers.length === 0
            ? t('noTiers')
            : answer.tiers
                .map((tier) =>
                  t('tiers', {
                    name: nameOf(tier, f.language),
                    factor: tier.factorMilli / 1000,
                  }),
                )
                .join(' · ')}
        </p>
        <Checkbox
          label={t('extraHours')}
          disabled={!mayWrite}
          checked={terms.extraHours}
          onChange={(extraHours) => put({ extraHours })}
        />
        <p className="muted terms-places">
          {answer.counties.length === 0
            ? t('noCounties')
            : answer.counties.map((one) => t('counties', { name: one.name, n: one.extraHours })).join(' · ')}
        </p>
        <div className="row">
          <Button size="small" onPress={() => void go('/settings?view=coverage')}>
            {t('toCoverage')}
          </Button>
        </div>
      </div>
    </Card>
  );
}

/** Holds × clocks: a ticked clock stands still during the hold. */
export function StopsCard({ terms, put, mayWrite }: Omit<CardProps, 'answer'>) {
  const t = useWords('terms');
  const f = useFormat();
  const { stops } = terms;
  return (
    <Card title={t('stops')}>
      <p className="muted">{t('stopsHelp')}</p>
      <div className="terms-scroll">
        <table className="doc-table terms-stops" aria-label={t('stops')}>
          <thead>
            <tr>
              <th scope="col">{t('reason')}</th>
              {stoppedClocks.map((kind) => (
                <th key={kind} scope="col">
                  {t(`clock.${kind}`)}
                </th>
              ))}
              <th scope="col" aria-label={t('changed')} />
            </tr>
          </thead>
          <tbody>
            {holdReasons.map((hold) => {
              const own = stops[hold.key];
              const now = own ?? stoppedUsually(hold.key);
              const name = inLanguage(f.language, hold.zh, hold.en);
              return (
                <tr key={hold.key}>
                  <th scope="row">{name}</th>
                  {stoppedClocks.map((kind) => (
                    <td key={kind}>
                      <Checkbox
                        label={`${name}: ${t(`clock.${kind}`)}`}
                        quietLabel
                        disabled={!mayWrite}
                        checked={now.includes(kind)}
                        onChange={(yes) =>
                          put({
                            stops: {
                              ...stops,
                              [hold.key]: yes ? [...now, kind] : now.filter((one) => one !== kind),
                            },
                          })
                        }
                      />
                    </td>
                  ))}
                  <td>
                    {own === undefined ? null : (
                      <Button
                        size="small"
                        variant="quiet"
                        disabled={!mayWrite}
                        aria-label={`${t('reset')} ${name}`}
                        onPress={() => {
                          const { [hold.key]: _own, ...rest } = stops;
                          put({ stops: rest });
                        }}
                      >
                        {t('reset')}
                      </Button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
