import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useInLanguage } from '../../lib/use-names.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import {
  Button,
  Checkbox,
  DateText,
  Dialog,
  DocumentPage,
  ErrorLine,
  Facts,
  LineTable,
  PhoneText,
  Section,
  Skeleton,
  StatePill,
} from '../../ui/index.ts';
import { OrderPill } from '../orders/order-pill.tsx';
import { useTitle } from '../orders/use-title.ts';

type File = OutputOf<'customers.get'>;

/** One person: how to reach, machines, every order; erased on request. */
export function CustomerDocument({ id }: { id: string }) {
  const { data, loading, faultText } = useQuery('customers.get', { id });
  if (faultText) return <ErrorLine text={faultText} />;
  if (loading || !data) return <Skeleton lines={12} />;
  return <Page file={data} />;
}

function Page({ file }: { file: File }) {
  const t = useWords('customers');
  const mayErase = useCan('customers.erase') !== null && file.deletedAt === null;
  const [erasing, setErasing] = useState(false);
  return (
    <DocumentPage
      title={file.deletedAt === null ? file.name : t('erased')}
      marks={file.deletedAt === null ? undefined : <StatePill label={t('erased')} />}
      actions={mayErase ? <Button onPress={() => setErasing(true)}>{t('erase')}</Button> : undefined}
    >
      <Section title={t('particulars')}>
        <Facts
          items={[
            file.phone !== null && { label: t('phone'), value: <PhoneText phone={file.phone} /> },
            file.phone2 !== null && { label: t('phone2'), value: <PhoneText phone={file.phone2} /> },
            file.addresses.length > 0 && {
              label: t('address'),
              value: (
                <>
                  {file.addresses.map((address) => (
                    <div key={address.id}>{address.text}</div>
                  ))}
                </>
              ),
            },
          ]}
        />
      </Section>
      <Devices file={file} />
      <History file={file} />
      {erasing ? <EraseDialog file={file} onClose={() => setErasing(false)} /> : null}
    </DocumentPage>
  );
}

function Devices({ file }: { file: File }) {
  const t = useWords('customers');
  const word = useInLanguage();
  return (
    <Section title={t('devices')}>
      {file.devices.length === 0 ? (
        <p className="muted">{t('noDevices')}</p>
      ) : (
        <LineTable
          label={t('devices')}
          rows={file.devices}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'brand',
              header: t('brand'),
              cell: (row) => word(row.brandNameZh, row.brandNameEn),
            },
            { id: 'model', header: t('model'), cell: (row) => row.model },
            {
              id: 'codes',
              header: t('codes'),
              cell: (row) => [row.indoorCode, row.outdoorCode].filter(Boolean).join(' / '),
            },
            { id: 'installed', header: t('installed'), cell: (row) => row.installedDay ?? '' },
            { id: 'warranty', header: t('warranty'), cell: (row) => row.warrantyEndDay ?? '' },
            { id: 'repairs', header: t('repairs'), align: 'end', cell: (row) => row.repairs },
          ]}
        />
      )}
    </Section>
  );
}

function History({ file }: { file: File }) {
  const t = useWords('customers');
  const person = usePersonName();
  const title = useTitle();
  return (
    <Section title={t('orders', { n: file.orders })}>
      {file.history.length === 0 ? (
        <p className="muted">{t('noOrders')}</p>
      ) : (
        <LineTable
          label={t('orders', { n: file.orders })}
          rows={file.history}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'number',
              header: t('number'),
              cell: (row) => (
                <Link className="customers-number" to={`/orders/${row.id}`}>
                  {row.number}
                </Link>
              ),
            },
            { id: 'what', header: t('what'), cell: (row) => title(row) },
            { id: 'state', header: t('state'), cell: (row) => <OrderPill order={row} /> },
            { id: 'staff', header: t('staff'), cell: (row) => person(row.staffName) || '—' },
            {
              id: 'received',
              header: t('received'),
              cell: (row) => <DateText atMs={row.receivedAt} time="never" />,
            },
          ]}
        />
      )}
    </Section>
  );
}

/** For good, so the box has to be ticked first. */
function EraseDialog({ file, onClose }: { file: File; onClose: () => void }) {
  const t = useWords('customers');
  const tc = useWords();
  const erase = useCommand('customers.erase');
  const [sure, setSure] = useState(false);
  const go = async () => {
    if (await erase.run({ id: file.id, version: file.version })) onClose();
  };
  return (
    <Dialog
      title={t('eraseTitle', { name: file.name })}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} hint="Escape">
            {tc('cancel')}
          </Button>
          <Button
            variant="danger"
            hotkey="Mod+Enter"
            disabled={!sure}
            pending={erase.pending}
            onPress={() => void go()}
          >
            {t('erase')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{t('eraseText')}</p>
        <Checkbox label={t('eraseSure')} checked={sure} onChange={setSure} />
        <ErrorLine text={erase.faultText} />
      </div>
    </Dialog>
  );
}
