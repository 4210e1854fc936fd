import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useQuery } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import { Button, Checkbox, EmptyState, ErrorLine, LineTable, Skeleton } from '../../../ui/index.ts';
import { PaperPage } from '../page.tsx';

const tables = ['print_form', 'printer_form', 'printer', 'payer'];

/** Forms the brands printed, with the printers they lie in. */
export function FormsView() {
  const t = useWords('paperforms');
  const tp = useWords('paper');
  const inLanguage = useInLanguage();
  const navigate = useNavigate();
  const may = useCan('printers.write') !== null;
  const [retired, setRetired] = useState(false);
  const { data, loading, faultText } = useQuery('paper.forms', { retired }, { keep: true, tables });
  const add = () => void navigate('/paper/forms/new');
  const payerOf = (id: string | null) => {
    const payer = data?.payers.find((one) => one.id === id);
    return payer ? inLanguage(payer.nameZh, payer.nameEn) : t('anyPayer');
  };
  const addButton = may ? (
    <Button variant="primary" hotkey="N" onPress={add}>
      {t('newForm')}
    </Button>
  ) : null;
  return (
    <PaperPage view="forms" actions={data && data.forms.length > 0 ? addButton : undefined}>
      <div className="pap-stack">
        <ErrorLine text={faultText} />
        {loading ? <Skeleton lines={4} /> : null}
        {data && data.forms.length === 0 ? (
          <EmptyState title={t('empty')} text={t('emptyText')} action={addButton} />
        ) : null}
        {data && data.forms.length > 0 ? (
          <div className="pap-card">
            <LineTable
              label={tp('tab.forms')}
              rows={data.forms}
              rowKey={(row) => row.id}
              columns={[
                {
                  id: 'name',
                  header: t('name'),
                  cell: (row) => (
                    <Link to={`/paper/forms/${row.id}`}>
                      {inLanguage(row.nameZh, row.nameEn)}
                      {row.retiredAt === null ? '' : ` ${t('isRetired')}`}
                    </Link>
                  ),
                },
                { id: 'kind', header: t('kind'), cell: (row) => tp(`kind.${row.kind}`) },
                { id: 'payer', header: t('payer'), cell: (row) => payerOf(row.payerId) },
                {
                  id: 'size',
                  header: tp('paperSize'),
                  cell: (row) => (
                    <span className="pap-number">
                      {row.widthMicrons / 1000} × {row.heightMicrons / 1000} mm
                    </span>
                  ),
                },
                { id: 'fields', header: t('fields'), align: 'end', cell: (row) => row.fields.length },
                {
                  id: 'printers',
                  header: t('liesIn'),
                  cell: (row) =>
                    row.printers.length === 0
                      ? '—'
                      : row.printers.map((one) => one.printerName).join(t('and')),
                },
              ]}
            />
          </div>
        ) : null}
        <Checkbox label={t('showRetired')} checked={retired} onChange={setRetired} />
      </div>
    </PaperPage>
  );
}
