import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { personName } from '../../lib/names.ts';
import { useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import {
  Button,
  type Column,
  EmptyState,
  ErrorLine,
  type ListHandle,
  ListDocument,
  PhoneText,
  Screen,
  Skeleton,
  StatePill,
  Tabs,
  useDocumentRoute,
  VirtualList,
} from '../../ui/index.ts';
import { DaysLeft } from './days-left.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { PersonDocument } from './person-document.tsx';
import { useRoleNames } from './use-options.ts';
import { type PersonRow, soonDays, staffTables } from './shapes.ts';

type View = 'all' | 'visiting' | 'office' | 'watch' | 'left';

const isSoon = (days: number | null | undefined) => days != null && days <= soonDays;
const needsCare = (row: PersonRow) =>
  row.leftDay === null &&
  (isSoon(row.soonest?.daysLeft) ||
    isSoon(row.toolDaysLeft) ||
    isSoon(row.insuranceDaysLeft) ||
    row.accountsMissing > 0);

const views: Record<View, (row: PersonRow) => boolean> = {
  all: (row) => row.leftDay === null,
  visiting: (row) => row.leftDay === null && row.capacityMinutes > 0,
  office: (row) => row.leftDay === null && row.capacityMinutes === 0,
  watch: needsCare,
  left: (row) => row.leftDay !== null,
};

/** A tool or an insurance that ends: amber in the last month, red when it has ended. */
function Care({ days, soon, late }: { days: number; soon: string; late: string }) {
  const t = useWords('staff');
  return days < 0 ? (
    <StatePill label={t(late, { n: -days })} tone="red" shape="warn" />
  ) : (
    <StatePill label={t(soon, { n: days })} tone="amber" shape="warn" />
  );
}

/** People: list | document. */
export function StaffScreen() {
  const t = useWords('staff');
  const tc = useWords();
  const f = useFormat();
  const mayWrite = useCan('staff.write') !== null;
  const mayRoles = useCan('roles.write') !== null;
  const roleNames = useRoleNames(f.language);
  const go = useNavigate();
  const list = useRef<ListHandle>(null);
  const { openId, open, close } = useDocumentRoute('/staff');
  const [view, setView] = useState<View>(() => (/[?&]view=watch/.test(location.hash) ? 'watch' : 'all'));
  const [adding, setAdding] = useState(false);
  const { data, loading, faultText } = useQuery(
    'staff.list',
    { left: true },
    { keep: true, tables: staffTables },
  );
  const people = useMemo(() => data?.people ?? [], [data]);
  const shown = useMemo(() => people.filter(views[view]), [people, view]);
  const at = shown.findIndex((row) => row.id === openId);
  const columns = useMemo(
    (): Column<PersonRow>[] => [
      { id: 'code', header: t('code'), width: 56, cell: (row) => <span className="muted">{row.code}</span> },
      {
        id: 'name',
        header: t('name'),
        width: 104,
        cell: (row) => <span className="strong">{personName(row, f.language)}</span>,
      },
      {
        id: 'roles',
        header: t('roles'),
        width: 150,
        grow: true,
        cell: (row) => <span title={roleNames(row.roles)}>{roleNames(row.roles)}</span>,
      },
      { id: 'phone', header: t('phone'), width: 112, cell: (row) => <PhoneText phone={row.phone} /> },
      {
        id: 'state',
        header: t('now'),
        width: 84,
        cell: (row) =>
          row.leftDay !== null ? (
            <StatePill label={t('hasLeft')} />
          ) : row.absent !== null ? (
            <StatePill label={t(`absence.${row.absent}`)} tone="amber" shape="pause" />
          ) : row.openOrders > 0 ? (
            <span className="muted">{t('openOrders', { n: row.openOrders })}</span>
          ) : null,
      },
      {
        id: 'care',
        header: t('care'),
        width: 164,
        cell: (row) =>
          row.soonest !== null && row.soonest.daysLeft <= soonDays ? (
            <DaysLeft days={row.soonest.daysLeft} ofCertificate />
          ) : isSoon(row.toolDaysLeft) ? (
            <Care days={row.toolDaysLeft ?? 0} soon="toolCare" late="toolCareLate" />
          ) : isSoon(row.insuranceDaysLeft) ? (
            <Care days={row.insuranceDaysLeft ?? 0} soon="insuranceLeft" late="insuranceEnded" />
          ) : row.accountsMissing > 0 ? (
            <StatePill label={t('accountsMissing', { n: row.accountsMissing })} tone="amber" shape="warn" />
          ) : null,
      },
    ],
    [t, f.language, roleNames],
  );
  const tabs = (['all', 'visiting', 'office', 'watch', 'left'] as const).map((id) => ({
    id,
    label: t(`view.${id}`),
    count: people.filter(views[id]).length,
  }));
  return (
    <Screen
      title={tc('rail.staff')}
      views={<Tabs label={t('views')} value={view} onChange={(id) => setView(id as View)} tabs={tabs} />}
      actions={
        <>
          <Button hotkey="B" onPress={() => void go('/staff/plan')}>
            {t('plan')}
          </Button>
          <Button hotkey="T" onPress={() => void go('/staff/teams')}>
            {t('teams')}
          </Button>
          {mayRoles ? (
            <Button hotkey="O" onPress={() => void go('/staff/roles')}>
              {t('rolesRoom')}
            </Button>
          ) : null}
          {mayWrite ? (
            <Button variant="primary" hotkey="N" onPress={() => setAdding(true)}>
              {t('add')}
            </Button>
          ) : null}
        </>
      }
    >
      <ErrorLine text={faultText} />
      <ListDocument
        name="staff"
        listRef={list}
        onClose={close}
        initial={480}
        list={
          loading ? (
            <Skeleton lines={12} />
          ) : (
            <VirtualList
              ref={list}
              label={tc('rail.staff')}
              total={shown.length}
              version={shown.map((row) => `${row.id}${row.version}${row.openOrders}`).join()}
              getSlice={(from, to) => Promise.resolve(shown.slice(from, to))}
              rowKey={(row) => row.id}
              columns={columns}
              active={at < 0 ? null : at}
              onActive={(_index, row) => row && open(row.id)}
              onOpen={(row) => open(row.id, { now: true })}
              autoFocus
              empty={<EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
            />
          )
        }
        document={openId === null ? null : <PersonDocument key={openId} id={openId} />}
        placeholder={<EmptyState title={t('chooseTitle')} text={t('chooseText')} />}
      />
      {adding ? (
        <PersonDialog
          person={null}
          onClose={() => setAdding(false)}
          onSaved={(id) => {
            setAdding(false);
            open(id, { now: true });
          }}
        />
      ) : null}
    </Screen>
  );
}
