import { clockRuns } from '../../../../preload/contract/payer-terms.ts';
import { useWords } from '../../../i18n/index.ts';
import { Card, NumberField, Select } from '../../../ui/index.ts';
import { editableClocks, milliOf, type Terms, wholeOf } from './shapes.ts';

type Put = (patch: Partial<Terms>) => void;

const fieldOf = {
  accept: 'acceptMin',
  first_call: 'firstCallMin',
  finish: 'finishHours',
  upload: 'uploadHours',
} as const;

/** Each clock with its length and how it treats nights and closed days. */
export function ClocksCard({ terms, put, mayWrite }: { terms: Terms; put: Put; mayWrite: boolean }) {
  const t = useWords('terms');
  return (
    <Card title={t('clocks')}>
      <table className="doc-table terms-clocks">
        <thead>
          <tr>
            <th scope="col">{t('which')}</th>
            <th scope="col">{t('limit')}</th>
            <th scope="col">{t('runs')}</th>
          </tr>
        </thead>
        <tbody>
          {editableClocks.map((kind) => {
            const field = fieldOf[kind];
            const unit = kind === 'finish' || kind === 'upload' ? t('hours') : t('minutes');
            return (
              <tr key={kind}>
                <th scope="row">{t(`clock.${kind}`)}</th>
                <td>
                  <NumberField
                    label={`${t(`clock.${kind}`)} ${t('limit')}`}
                    quietLabel
                    kind="quantity"
                    unit={unit}
                    disabled={!mayWrite}
                    value={milliOf(terms[field])}
                    onChange={(milli) => put({ [field]: wholeOf(milli) })}
                  />
                  {kind === 'finish' ? (
                    <NumberField
                      label={t('season')}
                      side
                      kind="quantity"
                      unit={unit}
                      disabled={!mayWrite}
                      value={milliOf(terms.finishHoursSeason)}
                      onChange={(milli) => put({ finishHoursSeason: wholeOf(milli) })}
                    />
                  ) : null}
                </td>
                <td>
                  <Select
                    label={`${t(`clock.${kind}`)} ${t('runs')}`}
                    quietLabel
                    disabled={!mayWrite || terms[field] === null}
                    value={terms.runs[kind]}
                    onChange={(run) => put({ runs: { ...terms.runs, [kind]: run } as Terms['runs'] })}
                    options={clockRuns.map((id) => ({ id, label: t(`run.${id}`) }))}
                  />
                </td>
              </tr>
            );
          })}
          <tr>
            <th scope="row">{t('clock.visit')}</th>
            <td>
              <NumberField
                label={t('grace')}
                side
                kind="quantity"
                unit={t('minutes')}
                disabled={!mayWrite}
                value={milliOf(terms.visitGraceMin)}
                onChange={(milli) => put({ visitGraceMin: milli === null ? null : Math.round(milli / 1000) })}
              />
            </td>
            <td />
          </tr>
        </tbody>
      </table>
      <div className="terms-fine">
        <NumberField
          label={t('lateFee')}
          side
          kind="money"
          disabled={!mayWrite}
          value={terms.lateFeeFen}
          onChange={(fen) => put({ lateFeeFen: fen ?? 0 })}
        />
      </div>
    </Card>
  );
}
