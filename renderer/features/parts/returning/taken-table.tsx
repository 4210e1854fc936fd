import { useWords } from '../../../i18n/index.ts';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { useUnits } from '../../../lib/use-units.ts';
import { Button, NumberField, Select } from '../../../ui/index.ts';
import { keyOf, returnReasons, returnStates, type Lying, type TakenLines } from './taken-lines.ts';

const pieceOf = (row: Lying) => row.serial || row.lot;

/** What was scanned together: how much, of which lot, and for a return in which state and why. */
export function TakenTable(props: {
  taken: TakenLines;
  /** What lies there, for a choice between lots. */
  lying: readonly Lying[];
  /** A return: state, reason and the issue slip it went out on. */
  back?: { issueOf: (partId: string) => string | null };
  empty: string;
}) {
  const { taken, lying, back } = props;
  const t = useWords('counter');
  const parts = useWords('parts');
  const f = useFormat();
  const name = useInLanguage();
  const unit = useUnits();
  if (taken.lines.length === 0) return <p className="parts-none muted">{props.empty}</p>;
  return (
    <section className="doc-section">
      <table className="doc-table counter-table" aria-label={t('lines', { count: taken.lines.length })}>
        <thead>
          <tr>
            <th scope="col">{parts('issue.part')}</th>
            <th scope="col">{parts('doc.lotSerial')}</th>
            {back ? (
              <>
                <th scope="col">{t('state.label')}</th>
                <th scope="col">{parts('return.reason')}</th>
                <th scope="col">{t('issueNumber')}</th>
              </>
            ) : (
              <th scope="col">{parts('doc.state')}</th>
            )}
            <th scope="col" className="num">
              {parts('doc.quantity')}
            </th>
            <th scope="col" aria-label={parts('issue.remove')} />
          </tr>
        </thead>
        <tbody>
          {taken.lines.map((line) => {
            const { row } = line;
            const others = lying.filter(
              (one) => one.partId === row.partId && (row.serial === '') === (one.serial === ''),
            );
            return (
              <tr key={line.id}>
                <td>
                  {name(row.nameZh, row.nameEn)} <span className="faint">{row.code}</span>
                  {line.orderNumber ? <div className="faint">{line.orderNumber}</div> : null}
                </td>
                <td>
                  {others.length > 1 ? (
                    <Select
                      quietLabel
                      label={parts('doc.lotSerial')}
                      value={keyOf(row)}
                      onChange={(key) => {
                        const other = others.find((one) => keyOf(one) === key);
                        if (other) taken.change(line.id, { row: other });
                      }}
                      options={others.map((one) => ({
                        id: keyOf(one),
                        label:
                          [
                            pieceOf(one),
                            one.bin ?? '',
                            one.condition === 'good' ? '' : parts(`condition.${one.condition}`),
                          ]
                            .filter((text) => text !== '')
                            .join(' · ') || t('noLot'),
                        note: f.milli(one.onHandMilli),
                      }))}
                    />
                  ) : (
                    <span className="muted">{pieceOf(row)}</span>
                  )}
                </td>
                {back ? (
                  <>
                    <td>
                      {row.condition === 'good' ? (
                        <Select
                          quietLabel
                          label={t('state.label')}
                          value={line.state}
                          onChange={(id) => taken.change(line.id, { state: id as typeof line.state })}
                          options={returnStates.map((id) => ({ id, label: t(`state.${id}`) }))}
                        />
                      ) : (
                        parts(`condition.${row.condition}`)
                      )}
                    </td>
                    <td>
                      {line.state === 'dead' ? (
                        <span className="muted">{parts('return.reasons.dead')}</span>
                      ) : (
                        <Select
                          quietLabel
                          label={parts('return.reason')}
                          value={line.reason}
                          onChange={(id) => taken.change(line.id, { reason: id as typeof line.reason })}
                          options={returnReasons.map((id) => ({ id, label: parts(`return.reasons.${id}`) }))}
                        />
                      )}
                    </td>
                    <td className="faint">{back.issueOf(row.partId) ?? ''}</td>
                  </>
                ) : (
                  <td>{parts(`condition.${row.condition}`)}</td>
                )}
                <td className="num">
                  <NumberField
                    kind="quantity"
                    quietLabel
                    label={parts('doc.quantity')}
                    unit={unit(row.unit)}
                    value={line.quantityMilli}
                    disabled={row.serial !== ''}
                    onChange={(quantityMilli) => taken.change(line.id, { quantityMilli })}
                  />
                </td>
                <td>
                  <Button size="small" variant="quiet" onPress={() => taken.remove(line.id)}>
                    {parts('issue.remove')}
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
