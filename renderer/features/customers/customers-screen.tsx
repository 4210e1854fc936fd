import { useEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import {
  type Column,
  DateText,
  EmptyState,
  ErrorLine,
  type ListHandle,
  ListDocument,
  PhoneText,
  Screen,
  Skeleton,
  TextField,
  useDocumentRoute,
  VirtualList,
} from '../../ui/index.ts';
import { CustomerDocument } from './customer-document.tsx';

interface Row {
  id: string;
  name: string | null;
  phone: string | null;
  address: string | null;
  /** Known of those served last. */
  lastAt?: number;
  orders?: number;
}

/** Asking waits for a pause in typing. */
const restMs = 120;

function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}

/** List | document; without words in the box those served last. */
export function CustomersScreen() {
  const t = useWords('customers');
  const list = useRef<ListHandle>(null);
  const { openId, open, close } = useDocumentRoute('/customers');
  const [typed, setTyped] = useState('');
  const text = useRested(typed.trim());
  const recent = useQuery('customers.recent', {}, { enabled: text === '', keep: true });
  const found = useQuery(
    'search.find',
    { text, limit: 50, kinds: ['customer'] },
    { enabled: text !== '', keep: true, tables: ['customer', 'work_order'] },
  );
  const asked = text === '' ? recent : found;
  const rows: readonly Row[] = useMemo(
    () => (text === '' ? (recent.data?.customers ?? []) : (found.data?.hits ?? [])),
    [text, recent.data, found.data],
  );
  const at = rows.findIndex((row) => row.id === openId);
  const served = text === '';
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        id: 'name',
        header: t('name'),
        width: 120,
        cell: (row) => <span className="strong">{row.name}</span>,
      },
      { id: 'phone', header: t('phone'), width: 136, cell: (row) => <PhoneText phone={row.phone} /> },
      {
        id: 'address',
        header: t('address'),
        width: 240,
        grow: true,
        cell: (row) => <span className="vl-text muted">{row.address || '—'}</span>,
      },
      ...(served
        ? [
            {
              id: 'last',
              header: t('last'),
              width: 84,
              cell: (row: Row) => <DateText atMs={row.lastAt ?? null} time="never" />,
            },
            {
              id: 'orders',
              header: t('count'),
              width: 64,
              align: 'end' as const,
              cell: (row: Row) => row.orders ?? '',
            },
          ]
        : []),
    ],
    [t, served],
  );
  return (
    <Screen
      title={t('title')}
      views={<span className="muted">{text === '' ? t('recent') : t('found', { n: rows.length })}</span>}
      actions={
        <TextField
          label={t('search')}
          quietLabel
          className="customers-search"
          placeholder={t('searchHint')}
          value={typed}
          onChange={setTyped}
          onEnter={() => list.current?.go(0)}
        />
      }
    >
      <ErrorLine text={asked.faultText} />
      <ListDocument
        name="customers"
        listRef={list}
        onClose={close}
        initial={560}
        list={
          asked.loading ? (
            <Skeleton lines={12} />
          ) : (
            <VirtualList
              ref={list}
              label={t('title')}
              total={rows.length}
              version={rows
                .map((row) => `${row.id} ${row.name ?? ''} ${row.phone ?? ''} ${row.address ?? ''}`)
                .join()}
              getSlice={(from, to) => Promise.resolve(rows.slice(from, to))}
              rowKey={(row) => row.id}
              columns={columns}
              active={at < 0 ? null : at}
              onActive={(_index, row) => row && open(row.id)}
              onOpen={(row) => open(row.id, { now: true })}
              empty={<EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
            />
          )
        }
        document={openId === null ? null : <CustomerDocument key={openId} id={openId} />}
        placeholder={<EmptyState title={t('chooseTitle')} text={t('chooseText')} />}
      />
    </Screen>
  );
}
