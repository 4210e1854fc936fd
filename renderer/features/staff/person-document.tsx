import { useState } from 'react';
import { useCan, useFeature } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { inLanguage, nameOf, personName } from '../../lib/names.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import {
  Button,
  DayText,
  DocumentPage,
  ErrorLine,
  Facts,
  LineTable,
  Menu,
  MoneyText,
  PhoneText,
  Section,
  Skeleton,
  StatePill,
} from '../../ui/index.ts';
import { DaysLeft } from './days-left.tsx';
import { AccountDialog, CertificateDialog, RolesDialog, SkillsDialog } from './ability-dialogs.tsx';
import { OpenOrders } from './open-orders.tsx';
import { AreasDialog } from './areas-dialog.tsx';
import { LeaveDialog } from './leaving/leave-dialog.tsx';
import { PinDialog, ShiftDialog } from './presence-dialogs.tsx';
import { ToolsSection } from './tools-section.tsx';
import { useRoleNames, useStaffOptions } from './use-options.ts';
import { PersonDialog } from './person-dialog.tsx';
import { type StaffDocument, staffTables } from './shapes.ts';

type Open =
  | 'edit'
  | 'roles'
  | 'skills'
  | 'areas'
  | 'certificates'
  | 'shift'
  | 'pin'
  | 'leave'
  | `account:${string}`;

/** One person: particulars, what he can and may do, when he is away, what of the outlet's is with him. */
export function PersonDocument({ id }: { id: string }) {
  const { data, loading, faultText } = useQuery('staff.get', { id }, { tables: staffTables });
  if (faultText) return <ErrorLine text={faultText} />;
  if (loading || !data) return <Skeleton lines={12} />;
  return <Page document={data} />;
}

function Page({ document }: { document: StaffDocument }) {
  const t = useWords('staff');
  const withTeams = useFeature('teams');
  const withAccounts = useFeature('worker_accounts');
  const f = useFormat();
  const latinName = usePersonName();
  const mayWrite = useCan('staff.write') !== null;
  const mayRoles = useCan('roles.write') !== null;
  const mayPlan = useCan('shifts.write') !== null;
  const options = useStaffOptions();
  const roleNames = useRoleNames(f.language);
  const remove = useCommand('staff.removeShift');
  const leave = useCommand('staff.leave');
  const [open, setOpen] = useState<Open | null>(null);
  const { person, holdings } = document;
  const close = () => setOpen(null);
  const asked = options ? { document, options, onClose: close } : null;
  const account = open?.startsWith('account:')
    ? document.accounts.find((one) => `account:${one.connectionId}` === open)
    : undefined;
  const edit = (what: Open) =>
    mayWrite ? (
      <Button size="small" variant="quiet" onPress={() => setOpen(what)}>
        {t('change')}
      </Button>
    ) : null;
  return (
    <DocumentPage
      marks={
        <>
          {person.leftDay !== null ? <StatePill label={t('leftOn', { day: person.leftDay })} /> : null}
          {person.absent !== null ? (
            <StatePill label={t(`absence.${person.absent}`)} tone="amber" shape="pause" />
          ) : null}
          {person.leftDay === null && !person.canLogIn ? <StatePill label={t('noPin')} tone="grey" /> : null}
        </>
      }
      title={personName(person, f.language)}
      subtitle={`${person.code} · ${roleNames(person.roles)}`}
      actions={
        <>
          {mayWrite ? (
            <Button variant="primary" hotkey="E" onPress={() => setOpen('edit')}>
              {t('edit')}
            </Button>
          ) : null}
          {mayPlan && person.leftDay === null ? (
            <Button hotkey="L" onPress={() => setOpen('shift')}>
              {t('addAbsence')}
            </Button>
          ) : null}
          {mayWrite ? (
            <Menu
              label={t('more')}
              actions={[
                ...(mayRoles ? [{ id: 'roles', label: t('roles'), run: () => setOpen('roles') }] : []),
                { id: 'pin', label: t('resetPin'), run: () => setOpen('pin') },
                person.leftDay === null
                  ? {
                      id: 'leave',
                      label: t('leave'),
                      hotkey: 'Shift+X',
                      danger: true,
                      run: () => setOpen('leave'),
                    }
                  : {
                      id: 'back',
                      label: t('comeBack'),
                      run: () => void leave.run({ id: person.id, version: person.version, leftDay: null }),
                    },
              ]}
            >
              <Button>{t('more')}</Button>
            </Menu>
          ) : null}
        </>
      }
    >
      <ErrorLine text={remove.faultText ?? leave.faultText} />
      <Section title={t('particulars')}>
        <Facts
          items={[
            { label: t('phone'), value: <PhoneText phone={person.phone} /> },
            withTeams && {
              label: t('team'),
              value:
                person.teamNameZh === null
                  ? ''
                  : inLanguage(f.language, person.teamNameZh, person.teamNameEn),
            },
            { label: t('duties'), value: person.duties },
            {
              label: t('employmentKind'),
              value: [
                t(`employmentKinds.${person.employmentKind}`),
                inLanguage(f.language, person.employment, person.employmentEn),
              ]
                .filter(Boolean)
                .join(' · '),
            },
            { label: t('mentor'), value: latinName(person.mentorName) },
            {
              label: t('mentees'),
              value: document.mentees.map((one) => personName(one, f.language)).join(', '),
            },
            { label: t('joined'), value: person.joinedDay },
            person.capacityMinutes > 0 && {
              label: t('hours'),
              value: t('hoursValue', { n: person.capacityMinutes / 60 }),
            },
            person.slotCapacity !== null && { label: t('slotCapacity'), value: String(person.slotCapacity) },
            person.leadShareMilli !== null && {
              label: t('leadShare'),
              value: `${person.leadShareMilli / 10} %`,
            },
            person.insuranceUntil !== null && {
              label: t('insurance'),
              value: (
                <>
                  {person.insuranceUntil} <DaysLeft days={person.insuranceDaysLeft} />
                </>
              ),
            },
            person.chatTemplateId !== null && {
              label: t('chatTemplate'),
              value: nameOf(
                options?.chatTemplates.find((one) => one.id === person.chatTemplateId) ?? {
                  nameZh: '',
                  nameEn: '',
                },
                f.language,
              ),
            },
            person.cashLimitFen !== null && {
              label: t('cashLimit'),
              value: <MoneyText fen={person.cashLimitFen} symbol />,
            },
            person.partsLimitFen !== null && {
              label: t('partsLimit'),
              value: <MoneyText fen={person.partsLimitFen} symbol />,
            },
          ]}
        />
      </Section>
      <Section title={t('with')}>
        <Facts
          items={[
            { label: t('ordersOpen'), value: String(holdings.openOrders) },
            { label: t('slipsOut'), value: String(holdings.slipsOut) },
            {
              label: t('bag'),
              value: (
                <>
                  {t('kinds', { n: holdings.parts })} · <MoneyText fen={holdings.partsFen} symbol />
                </>
              ),
            },
            { label: t('oldParts'), value: String(holdings.oldParts) },
            { label: t('cash'), value: <MoneyText fen={holdings.cashFen} symbol /> },
            holdings.advancesFen > 0 && {
              label: t('belongings.advances'),
              value: <MoneyText fen={holdings.advancesFen} symbol />,
            },
            { label: t('tools'), value: String(holdings.tools) },
          ]}
        />
      </Section>
      <OpenOrders staffId={person.id} />
      <Section title={t('skills')} actions={edit('skills')}>
        {document.skills.length === 0 ? (
          <p className="muted">{t('noSkills')}</p>
        ) : (
          <div className="row row-wrap">
            {document.skills.map((skill) => (
              <StatePill
                key={skill.skillId}
                label={`${nameOf(skill, f.language)} ${t('level', { n: skill.level })}`}
                tone="blue"
              />
            ))}
          </div>
        )}
      </Section>
      {person.capacityMinutes > 0 || document.areas.length > 0 ? (
        <Section title={t('areasTitle')} actions={edit('areas')}>
          <p className={document.areas.length === 0 ? 'muted' : undefined}>
            {document.areas.length === 0
              ? t('areasAll')
              : document.areas.map((area) => area.name).join(' · ')}
          </p>
        </Section>
      ) : null}
      <ToolsSection document={document} options={options} />
      <Section title={t('certificates')} actions={edit('certificates')}>
        {document.certificates.length === 0 ? (
          <p className="muted">{t('noCertificates')}</p>
        ) : (
          <LineTable
            label={t('certificates')}
            rows={document.certificates}
            rowKey={(row) => row.kindId}
            columns={[
              { id: 'name', header: t('certificate'), cell: (row) => nameOf(row, f.language) },
              { id: 'number', header: t('certificateNumber'), cell: (row) => row.number },
              { id: 'until', header: t('expires'), cell: (row) => row.expiresDay ?? '—' },
              {
                id: 'left',
                header: t('left'),
                align: 'end',
                cell: (row) => <DaysLeft days={row.daysLeft} />,
              },
            ]}
          />
        )}
      </Section>
      {withAccounts ? (
        <Section title={t('accounts')}>
          <LineTable
            label={t('accounts')}
            rows={document.accounts.filter((row) => row.api || row.workerId !== null)}
            rowKey={(row) => row.connectionId}
            columns={[
              { id: 'platform', header: t('platform'), cell: (row) => nameOf(row, f.language) },
              {
                id: 'worker',
                header: t('workerId'),
                cell: (row) => row.workerId ?? <span className="faint">{t('noAccount')}</span>,
              },
              {
                id: 'state',
                header: t('accountState'),
                cell: (row) => (row.state ? t(`account.${row.state}`) : ''),
              },
              {
                id: 'card',
                header: t('cardExpires'),
                cell: (row) => (row.cardExpiresDay === null ? '' : <DaysLeft days={row.daysLeft} />),
              },
              { id: 'edit', header: '', align: 'end', cell: (row) => edit(`account:${row.connectionId}`) },
            ]}
          />
        </Section>
      ) : null}
      <Section title={t('absences')}>
        {document.shifts.length === 0 ? (
          <p className="muted">{t('noAbsences')}</p>
        ) : (
          <LineTable
            label={t('absences')}
            rows={document.shifts}
            rowKey={(row) => row.id}
            columns={[
              { id: 'day', header: t('day'), cell: (row) => <DayText day={row.day} /> },
              { id: 'kind', header: t('kind'), cell: (row) => t(`absence.${row.kind}`) },
              {
                id: 'clock',
                header: t('clock'),
                cell: (row) =>
                  row.fromClock === '00:00' && row.toClock === '24:00'
                    ? t('parts.day')
                    : `${row.fromClock}–${row.toClock}`,
              },
              {
                id: 'remove',
                header: '',
                align: 'end',
                cell: (row) =>
                  mayPlan ? (
                    <Button
                      size="small"
                      variant="quiet"
                      onPress={() => void remove.run({ id: row.id, version: row.version })}
                      aria-label={t('removeDay', { day: row.day })}
                    >
                      {t('remove')}
                    </Button>
                  ) : null,
              },
            ]}
          />
        )}
      </Section>
      {open === 'edit' ? <PersonDialog person={person} onClose={close} onSaved={close} /> : null}
      {open === 'shift' ? <ShiftDialog document={document} onClose={close} /> : null}
      {open === 'pin' ? <PinDialog document={document} onClose={close} /> : null}
      {open === 'leave' ? <LeaveDialog document={document} onClose={close} /> : null}
      {open === 'roles' && asked ? <RolesDialog {...asked} /> : null}
      {open === 'skills' && asked ? <SkillsDialog {...asked} /> : null}
      {open === 'areas' && asked ? <AreasDialog {...asked} /> : null}
      {open === 'certificates' && asked ? <CertificateDialog {...asked} /> : null}
      {account ? <AccountDialog document={document} account={account} onClose={close} /> : null}
    </DocumentPage>
  );
}
