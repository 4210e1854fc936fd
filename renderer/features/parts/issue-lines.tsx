import type { OutputOf } from '../../../preload/contract/index.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import { useWords } from '../../i18n/index.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import { Button, Checkbox, MoneyText, NumberField, QuantityText, StatePill } from '../../ui/index.ts';

type Draft = OutputOf<'parts.issueDraft'>;
type DraftLine = Draft['lines'][number];

/** A part scanned at the counter, for the man's own bag. */
export interface AddedLine {
  partId: string;
  code: string;
  name: string;
  unit: string;
  costFen: number;
  serial: string | null;
  quantityMilli: number;
}

export const lineKey = (line: DraftLine): string =>
  line.reservationIds[0] ?? `${line.workOrderId} ${line.partId}`;

const tones = { ready: 'blue', bag: 'green', short: 'red' } as const;
const shapes = { ready: 'ring', bag: 'check', short: 'slash' } as const;

/** Lines of the sheet: ticked ones are given, quantities may be changed, scanned ones stand below. */
export function IssueLines(props: {
  draft: Draft;
  off: ReadonlySet<string>;
  onOff: (off: ReadonlySet<string>) => void;
  given: Readonly<Record<string, number | null>>;
  onGiven: (given: Readonly<Record<string, number | null>>) => void;
  added: readonly AddedLine[];
  onAdded: (added: readonly AddedLine[]) => void;
}) {
  const { draft, off, given, added } = props;
  const t = useWords('parts');
  const name = useInLanguage();
  if (draft.lines.length === 0 && added.length === 0)
    return <p className="parts-none muted">{t('issue.noLines')}</p>;
  return (
    <section className="doc-section">
      <table
        className="doc-table parts-issue-table"
        aria-label={t('issue.lines', { count: draft.lines.length })}
      >
        <thead>
          <tr>
            <th scope="col" aria-label={t('issue.chosen')} />
            <th scope="col">{t('issue.part')}</th>
            <th scope="col">{t('issue.for')}</th>
            <th scope="col">{t('issue.from')}</th>
            <th scope="col" className="num">
              {t('issue.need')}
            </th>
            <th scope="col" className="num">
              {t('issue.give')}
            </th>
            <th scope="col" className="num">
              {t('issue.amount')}
            </th>
            <th scope="col">{t('doc.state')}</th>
          </tr>
        </thead>
        <tbody>
          {draft.lines.map((line) => {
            const key = lineKey(line);
            const ready = line.state === 'ready';
            const give = given[key] ?? line.quantityMilli;
            return (
              <tr key={key} data-state={line.state}>
                <td>
                  {ready ? (
                    <Checkbox
                      label={`${line.code} ${name(line.nameZh, line.nameEn)}`}
                      quietLabel
                      checked={!off.has(key)}
                      onChange={(on) => {
                        const next = new Set(off);
                        if (on) next.delete(key);
                        else next.add(key);
                        props.onOff(next);
                      }}
                    />
                  ) : null}
                </td>
                <td>
                  {name(line.nameZh, line.nameEn)} <span className="faint">{line.code}</span>
                  {line.oldPartDue ? (
                    <>
                      {' '}
                      <StatePill tone="amber" label={`${t('issue.old')} ${t('issue.oldDue')}`} />
                    </>
                  ) : null}
                </td>
                <td>
                  {line.orderNumber ?? t('issue.stockUse')}{' '}
                  <span className="faint">{line.customerName ?? ''}</span>
                </td>
                <td>
                  {line.state === 'short' ? '' : `${name(line.fromNameZh, line.fromNameEn)} ${line.bin}`}{' '}
                  <span className="faint">{line.serial || line.lot}</span>
                </td>
                <td className="num">
                  <QuantityText milli={line.quantityMilli} unit={line.unit} />
                </td>
                <td className="num">
                  {ready ? (
                    <NumberField
                      kind="quantity"
                      quietLabel
                      label={t('issue.give')}
                      value={give}
                      onChange={(milli) => props.onGiven({ ...given, [key]: milli })}
                    />
                  ) : null}
                </td>
                <td className="num">{ready ? <MoneyText fen={timesMilli(line.unitFen, give)} /> : null}</td>
                <td>
                  <StatePill
                    tone={tones[line.state]}
                    shape={shapes[line.state]}
                    label={t(`issue.line.${line.state}`)}
                  />
                </td>
              </tr>
            );
          })}
          {added.map((line, at) => (
            <tr key={`${line.partId} ${line.serial ?? ''}`}>
              <td />
              <td>
                {line.name} <span className="faint">{line.code}</span>
              </td>
              <td>{t('issue.stockUse')}</td>
              <td>
                <span className="faint">{line.serial ?? ''}</span>
              </td>
              <td />
              <td className="num">
                <NumberField
                  kind="quantity"
                  quietLabel
                  label={t('issue.give')}
                  value={line.quantityMilli}
                  disabled={line.serial !== null}
                  onChange={(milli) =>
                    props.onAdded(
                      added.map((one, i) => (i === at ? { ...one, quantityMilli: milli ?? 0 } : one)),
                    )
                  }
                />
              </td>
              <td className="num">
                <MoneyText fen={timesMilli(line.costFen, line.quantityMilli)} />
              </td>
              <td>
                <Button
                  size="small"
                  variant="quiet"
                  onPress={() => props.onAdded(added.filter((_, i) => i !== at))}
                >
                  {t('issue.remove')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
