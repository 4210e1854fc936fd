import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../../../i18n/index.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { nameOf } from '../../../lib/names.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import {
  Button,
  type Column,
  EmptyState,
  ErrorLine,
  type ListHandle,
  ListDocument,
  Screen,
  Select,
  Skeleton,
  TextField,
  useDocumentRoute,
  VirtualList,
} from '../../../ui/index.ts';
import { AskDialog } from '../ask-dialog.tsx';
import type { Code, Role } from './groups.ts';
import { RoleDocument } from './role-document.tsx';

const tables = ['role', 'role_permission', 'staff_role', 'staff'];

/** Roles: list | what each allows. */
export function RolesScreen() {
  const t = useWords('rights');
  const f = useFormat();
  const go = useNavigate();
  const list = useRef<ListHandle>(null);
  const { openId, open, close } = useDocumentRoute('/staff/roles');
  const [adding, setAdding] = useState(false);
  const { data, loading, faultText } = useQuery('staff.roles', {}, { keep: true, tables });
  const roles = data?.roles ?? [];
  const at = roles.findIndex((row) => row.id === openId);
  const columns = useMemo(
    (): Column<Role>[] => [
      {
        id: 'name',
        header: t('nameZh'),
        width: 120,
        grow: true,
        cell: (row) => <span className="strong">{nameOf(row, f.language)}</span>,
      },
      {
        id: 'rights',
        header: t('rights'),
        width: 96,
        cell: (row) => <span className="muted">{t('count', { n: row.grants.length })}</span>,
      },
      {
        id: 'people',
        header: t('heldBy'),
        width: 130,
        cell: (row) => <span className="muted">{t('held', { n: row.people.length })}</span>,
      },
    ],
    [t, f.language],
  );
  const opened = roles[at];
  return (
    <Screen
      title={t('title')}
      actions={
        <>
          <Button variant="quiet" hotkey="B" onPress={() => void go('/staff')}>
            {t('back')}
          </Button>
          <Button variant="primary" hotkey="N" onPress={() => setAdding(true)}>
            {t('add')}
          </Button>
        </>
      }
    >
      <ErrorLine text={faultText} />
      <ListDocument
        name="roles"
        listRef={list}
        onClose={close}
        initial={640}
        initialLeft={720}
        list={
          loading ? (
            <Skeleton lines={8} />
          ) : (
            <VirtualList
              ref={list}
              label={t('title')}
              total={roles.length}
              version={roles.map((row) => `${row.id}${row.version}${row.people.length}`).join()}
              getSlice={(from, to) => Promise.resolve(roles.slice(from, to))}
              rowKey={(row) => row.id}
              columns={columns}
              active={at < 0 ? null : at}
              onActive={(_index, row) => row && open(row.id)}
              onOpen={(row) => open(row.id, { now: true })}
              autoFocus
              empty={<EmptyState title={t('title')} />}
            />
          )
        }
        document={opened === undefined ? null : <RoleDocument key={opened.id} role={opened} onGone={close} />}
        placeholder={<EmptyState title={t('chooseTitle')} text={t('chooseText')} />}
      />
      {adding ? (
        <NewRoleDialog
          roles={roles}
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

/** A role of the outlet's own, begun like another one. */
function NewRoleDialog(props: {
  roles: readonly Role[];
  onClose: () => void;
  onSaved: (id: string) => void;
}) {
  const t = useWords('rights');
  const f = useFormat();
  const save = useCommand('staff.saveRole');
  const [form, setForm, forget] = useDraft('role:new', { nameZh: '', nameEn: '', like: '' });
  const { nameZh, nameEn, like } = form;
  const set = (patch: Partial<typeof form>) => setForm((now) => ({ ...now, ...patch }));
  const run = async () => {
    const grants = props.roles.find((role) => role.id === like)?.grants ?? [];
    const done = await save.run({
      nameZh,
      nameEn,
      grants: grants.map((one) => ({ permission: one.permission as Code, scope: one.scope })),
    });
    if (!done) return;
    forget();
    props.onSaved(done.id);
  };
  return (
    <AskDialog
      title={t('add')}
      doIt={t('save')}
      ready={nameZh.trim() !== ''}
      pending={save.pending}
      faultText={save.faultText}
      onClose={props.onClose}
      onDo={() => void run()}
    >
      <TextField
        label={t('nameZh')}
        value={nameZh}
        onChange={(next) => set({ nameZh: next })}
        required
        autoFocus
      />
      <TextField label={t('nameEn')} value={nameEn} onChange={(next) => set({ nameEn: next })} />
      <Select
        label={t('copyOf')}
        value={like}
        onChange={(next) => set({ like: next })}
        options={[
          { id: '', label: t('empty') },
          ...props.roles.map((role) => ({ id: role.id, label: nameOf(role, f.language) })),
        ]}
      />
    </AskDialog>
  );
}
