import { stageKeyText } from '../../../../domain/stock/stage.ts';
import { useWords } from '../../../i18n/index.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import { Checkbox, QuantityText, StatePill } from '../../../ui/index.ts';
import type { PickRow } from './box-sheet.tsx';

const tones = { open: 'grey', done: 'green', back: 'red' } as const;
const shapes = { open: 'ring', done: 'check', back: 'back' } as const;

/** What to take from which shelf; a tick puts the whole line in, taking it off puts the line back. */
export function PickTable(props: {
  rows: readonly PickRow[];
  /** The shelf that was scanned last. */
  bin: string | null;
  withMan: boolean;
  onPut: (row: PickRow, pickedMilli: number) => void;
}) {
  const t = useWords('staging');
  const parts = useWords('parts');
  const name = useInLanguage();
  const personName = usePersonName();
  if (props.rows.length === 0) return <p className="parts-none muted">{t('nothing')}</p>;
  return (
    <section className="doc-section">
      <table className="doc-table staging-table" aria-label={t('lines')}>
        <thead>
          <tr>
            <th scope="col" aria-label={t('inBox')} />
            <th scope="col">{parts('doc.bin')}</th>
            <th scope="col">{parts('issue.part')}</th>
            {props.withMan ? <th scope="col">{t('man')}</th> : null}
            <th scope="col">{parts('issue.for')}</th>
            <th scope="col" className="num">
              {parts('issue.need')}
            </th>
            <th scope="col" className="num">
              {t('inBox')}
            </th>
            <th scope="col">{parts('doc.state')}</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr
              key={`${row.staffId} ${stageKeyText(row)}`}
              data-state={row.state}
              aria-current={props.bin !== null && row.bin === props.bin ? 'true' : undefined}
            >
              <td>
                <Checkbox
                  label={`${row.code} ${name(row.nameZh, row.nameEn)}`}
                  quietLabel
                  checked={row.state !== 'open' && row.pickedMilli > 0}
                  onChange={(on) => props.onPut(row, on || row.state === 'back' ? row.needMilli : 0)}
                />
              </td>
              <td className="staging-bin">{row.bin}</td>
              <td>
                {name(row.nameZh, row.nameEn)}{' '}
                <span className="faint">
                  {row.code} {row.serial || row.lot}
                </span>
              </td>
              {props.withMan ? <td>{personName(row.staffName)}</td> : null}
              <td>
                {row.stop > 0 ? `${row.stop} · ` : ''}
                {row.orderNumber} <span className="faint">{row.customerName}</span>
              </td>
              <td className="num">
                <QuantityText milli={row.needMilli} unit={row.unit} />
              </td>
              <td className="num">
                <QuantityText milli={row.pickedMilli} unit={row.unit} />
              </td>
              <td>
                <StatePill
                  tone={row.change !== null && row.state === 'open' ? 'amber' : tones[row.state]}
                  shape={shapes[row.state]}
                  label={t(row.change === null ? `row.${row.state}` : `change.${row.change}`)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
