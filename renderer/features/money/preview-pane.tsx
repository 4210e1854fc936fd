import { type StatementPreview, type StatementRole } from '../../../preload/contract/money-statements.ts';
import { useWords } from '../../i18n/index.ts';
import { useFormat } from '../../lib/use-format.ts';
import { Banner, MoneyText, Select, StatePill, Totals } from '../../ui/index.ts';

const shownRoles: readonly StatementRole[] = [
  'number',
  'amount',
  'deduction',
  'deductionReason',
  'status',
  'coefficient',
  'day',
  'phone',
  'item',
];

/** What the import would do: sums, the meaning of columns, the first rows with what is new about them. */
export function PreviewPane({
  preview,
  onMap,
}: {
  preview: StatementPreview;
  onMap: (role: StatementRole, heading: string) => void;
}) {
  const t = useWords('money');
  const f = useFormat();
  const off = preview.fileTotalFen === null ? 0 : preview.fileTotalFen - preview.totalFen;
  const none = { id: '', label: t('import.noColumn') };
  return (
    <>
      {preview.problemCount > 0 ? (
        <Banner tone="red" text={t('import.problems', { n: preview.problemCount })} />
      ) : null}
      {off !== 0 ? <Banner tone="amber" text={t('import.sumDiffers', { yuan: f.money(off) })} /> : null}
      {preview.added + preview.changed === 0 && preview.problemCount === 0 ? (
        <Banner text={t('import.nothing')} />
      ) : null}
      <Totals
        items={[
          {
            label: t('import.rows', { n: preview.rows }),
            value: <MoneyText fen={preview.totalFen} symbol />,
            note: t('import.read', {
              kind: preview.kind,
              encoding: preview.encoding,
              row: preview.headerRow,
            }),
          },
          { label: t('import.fileSum'), value: <MoneyText fen={preview.fileTotalFen} symbol /> },
          { label: t('import.added'), value: preview.added },
          { label: t('import.changed'), value: preview.changed },
          { label: t('import.same'), value: preview.same },
        ]}
      />
      <div className="money-import-body">
        <section className="money-map" aria-label={t('import.columns')}>
          <h3>{t('import.columns')}</h3>
          <p className="muted">{t('import.columnsText')}</p>
          {shownRoles.map((role) => (
            <Select
              key={role}
              side
              label={t(`import.role.${role}`)}
              value={preview.mapping[role] ?? ''}
              onChange={(heading) => onMap(role, heading)}
              options={[
                ...(role === 'number' || role === 'amount' ? [] : [none]),
                ...preview.headers.map((heading) => ({ id: heading, label: heading })),
              ]}
            />
          ))}
        </section>
        <div className="money-scroll" tabIndex={0}>
          {preview.problems.length > 0 ? (
            <ul className="money-problems">
              {preview.problems.map((one) => (
                <li key={`${one.row} ${one.column}`}>
                  {t('import.problem', { row: one.row, column: one.column, value: one.value })}
                </li>
              ))}
            </ul>
          ) : null}
          <table className="money-table" aria-label={t('import.title')}>
            <thead>
              <tr>
                <th scope="col" className="num">
                  {t('import.row')}
                </th>
                <th scope="col">{t('import.role.number')}</th>
                <th scope="col">{t('import.role.item')}</th>
                <th scope="col">{t('import.role.day')}</th>
                <th scope="col" className="num">
                  {t('import.role.deduction')}
                </th>
                <th scope="col" className="num">
                  {t('import.role.amount')}
                </th>
                <th scope="col" />
              </tr>
            </thead>
            <tbody>
              {preview.sample.map((row) => (
                <tr key={row.row}>
                  <td className="num faint">{row.row}</td>
                  <td>{row.number ?? '—'}</td>
                  <td>{row.item}</td>
                  <td>{row.day ?? '—'}</td>
                  <td className="num">
                    {row.deductionFen === 0 ? '' : <MoneyText fen={-row.deductionFen} />}
                  </td>
                  <td className="num">
                    <MoneyText fen={row.amountFen} />
                  </td>
                  <td>
                    <StatePill
                      label={
                        row.beforeFen === null
                          ? t(`import.status.${row.status}`)
                          : `${t('import.status.changed')} · ${t('import.before', { yuan: f.money(row.beforeFen) })}`
                      }
                      tone={row.status === 'new' ? 'green' : row.status === 'changed' ? 'amber' : 'grey'}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </>
  );
}
