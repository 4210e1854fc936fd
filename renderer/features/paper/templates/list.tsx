import { useNavigate } from 'react-router';
import { useWords } from '../../../i18n/index.ts';
import { ApiFault, faultText } from '../../../lib/faults.ts';
import { useQuery } from '../../../lib/query.tsx';
import { Button, ErrorLine, LineTable, Skeleton } from '../../../ui/index.ts';
import { PaperPage } from '../page.tsx';

export const templateTables = ['print_template', 'template_origin'];

/** Papers an outlet may set itself, and which of them it has. */
export function TemplatesView() {
  const t = useWords('papertemplates');
  const tp = useWords('paper');
  const navigate = useNavigate();
  const {
    data,
    loading,
    faultText: fault,
  } = useQuery('paper.templates', {}, { keep: true, tables: templateTables });
  return (
    <PaperPage view="templates">
      <div className="pap-stack">
        <ErrorLine text={fault} />
        {loading ? <Skeleton lines={8} /> : null}
        {data ? (
          <div className="pap-card">
            <p className="pap-quiet">{t('intro')}</p>
            <LineTable
              label={tp('tab.templates')}
              rows={data.kinds}
              rowKey={(row) => row.kind}
              columns={[
                {
                  id: 'kind',
                  header: t('document'),
                  cell: (row) => <strong>{tp(`kind.${row.kind}`)}</strong>,
                },
                {
                  id: 'papers',
                  header: t('papers'),
                  cell: (row) => (
                    <span className="ptm-papers">
                      {row.papers.map((one) => (
                        <Button
                          key={one.paper}
                          size="small"
                          variant={one.active === null ? 'quiet' : undefined}
                          onPress={() => void navigate(`/paper/templates/${row.kind}/${one.paper}`)}
                        >
                          {one.active === null
                            ? tp(`papers.${one.paper}`)
                            : t('paperOwn', { paper: tp(`papers.${one.paper}`), n: one.active })}
                        </Button>
                      ))}
                    </span>
                  ),
                },
                {
                  id: 'fault',
                  header: '',
                  cell: (row) =>
                    row.papers.flatMap((one) =>
                      one.fault === null
                        ? []
                        : [
                            <ErrorLine
                              key={one.paper}
                              text={faultText(new ApiFault(one.fault.code, one.fault.params))}
                            />,
                          ],
                    ),
                },
              ]}
            />
          </div>
        ) : null}
      </div>
    </PaperPage>
  );
}
