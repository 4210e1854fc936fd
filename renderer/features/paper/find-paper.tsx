import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { faultText } from '../../lib/faults.ts';
import { ErrorLine, LineTable, StatePill, TextField } from '../../ui/index.ts';
import { PrintButton } from './print-button.tsx';

type Paper = OutputOf<'paper.find'>['papers'][number];

/** One field for the code of any paper: what it is, whether it still counts, and the same once more. */
export function FindPaper() {
  const t = useWords('paper');
  const [code, setCode] = useState('');
  const [found, setFound] = useState<readonly Paper[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const find = async () => {
    if (code.trim() === '') return;
    try {
      const { papers } = await api.call('paper.find', { code });
      setFound(papers);
      setFault(null);
    } catch (error) {
      setFound([]);
      setFault(faultText(error));
    }
    // The next scan begins in an empty field
    setCode('');
  };
  return (
    <div className="pap-stack">
      <TextField
        label={t('find.field')}
        placeholder={t('find.placeholder')}
        value={code}
        onChange={setCode}
        onEnter={() => void find()}
        autoFocus
      />
      <ErrorLine text={fault} />
      {found.length > 0 ? (
        <LineTable
          label={t('find.field')}
          rows={found}
          rowKey={(paper) => `${paper.kind} ${paper.id}`}
          columns={[
            {
              id: 'document',
              header: t('document'),
              cell: (paper) => (
                <>
                  {t(`kind.${paper.kind}`)} <span className="pap-number">{paper.number}</span>
                </>
              ),
            },
            {
              id: 'state',
              header: t('status'),
              cell: (paper) =>
                paper.voided ? (
                  <>
                    <StatePill tone="red" shape="cross" label={t('find.voided')} />{' '}
                    {paper.replacedBy ? t('find.replacedBy', { number: paper.replacedBy }) : null}
                  </>
                ) : (
                  <span className="pap-quiet">
                    {paper.copies === 0 ? t('find.never') : t('find.printed', { n: paper.copies })}
                  </span>
                ),
            },
            {
              id: 'order',
              header: t('order'),
              cell: (paper) =>
                paper.orderId === null ? (
                  '–'
                ) : (
                  <Link className="pap-number" to={`/orders/${paper.orderId}`}>
                    {paper.orderNumber}
                  </Link>
                ),
            },
            {
              id: 'do',
              header: '',
              align: 'end',
              cell: (paper) => (
                <PrintButton kind={paper.kind} ids={[paper.id]} size="small" label={t('printNow')} />
              ),
            },
          ]}
        />
      ) : null}
    </div>
  );
}
