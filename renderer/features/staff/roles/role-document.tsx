import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../../../i18n/index.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { nameOf, personName } from '../../../lib/names.ts';
import { useCommand } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { Button, DocumentPage, ErrorLine, Section, Select, TextField } from '../../../ui/index.ts';
import { AskDialog } from '../ask-dialog.tsx';
import { changedOf, type Code, type Grants, grantsOf, groups, type Role, type Scope } from './groups.ts';

interface Draft {
  nameZh: string;
  nameEn: string;
  grants: Grants;
}

/** What one role allows, right by right, and for whose things. Nothing is written before it is saved. */
export function RoleDocument({ role, onGone }: { role: Role; onGone: () => void }) {
  const t = useWords('rights');
  const f = useFormat();
  const go = useNavigate();
  const save = useCommand('staff.saveRole');
  const remove = useCommand('staff.removeRole');
  const [asking, setAsking] = useState(false);
  const [find, setFind] = useState('');
  const [draft, setDraft, forget] = useDraft<Draft>(`role:${role.id}:${role.version}`, {
    nameZh: role.nameZh,
    nameEn: role.nameEn,
    grants: grantsOf(role),
  });
  const put = (code: string, scope: string) => {
    setDraft((now) => {
      const { [code]: _old, ...rest } = now.grants;
      return { ...now, grants: scope === 'none' ? rest : { ...rest, [code]: scope as Scope } };
    });
  };
  const changed = new Set(changedOf(grantsOf(role), draft.grants));
  const named = draft.nameZh !== role.nameZh || draft.nameEn !== role.nameEn;
  const run = async () => {
    const done = await save.run({
      id: role.id,
      version: role.version,
      nameZh: draft.nameZh,
      nameEn: draft.nameEn,
      grants: Object.entries(draft.grants).map(([permission, scope]) => ({
        permission: permission as Code,
        scope: scope as Scope,
      })),
    });
    if (done) forget();
  };
  const wanted = find.trim().toLowerCase();
  const shown = groups
    .map((group) => ({
      ...group,
      rows: group.rows.filter(
        (row) =>
          wanted === '' || t(`can.${row.code}`).toLowerCase().includes(wanted) || row.code.includes(wanted),
      ),
    }))
    .filter((group) => group.rows.length > 0);
  return (
    <DocumentPage
      title={nameOf(role, f.language)}
      subtitle={`${role.builtin ? t('builtin') : t('own')} · ${t('count', { n: Object.keys(draft.grants).length })}`}
      actions={
        <>
          <Button
            variant="primary"
            hotkey="Mod+S"
            pending={save.pending}
            disabled={(changed.size === 0 && !named) || draft.nameZh.trim() === ''}
            onPress={() => void run()}
          >
            {t('save')}
          </Button>
          {role.builtin || role.people.length > 0 ? null : (
            <Button hotkey="X" onPress={() => setAsking(true)}>
              {t('remove')}
            </Button>
          )}
          {changed.size > 0 || named ? (
            <span className="muted">{t('unsaved', { n: changed.size + (named ? 1 : 0) })}</span>
          ) : null}
        </>
      }
    >
      <ErrorLine text={save.faultText} />
      <Section>
        <p className="muted">{t('hint')}</p>
        <div className="staff-head">
          <TextField
            label={t('nameZh')}
            value={draft.nameZh}
            onChange={(nameZh) => setDraft((now) => ({ ...now, nameZh }))}
            required
          />
          <TextField
            label={t('nameEn')}
            value={draft.nameEn}
            onChange={(nameEn) => setDraft((now) => ({ ...now, nameEn }))}
          />
          <TextField label={t('find')} type="search" value={find} onChange={setFind} />
        </div>
      </Section>
      <Section title={t('heldBy')}>
        {role.people.length === 0 ? (
          <p className="muted">{t('nobody')}</p>
        ) : (
          <div className="row row-wrap">
            {role.people.map((one) => (
              <Button key={one.id} size="small" variant="quiet" onPress={() => void go(`/staff/${one.id}`)}>
                {personName(one, f.language)}
              </Button>
            ))}
          </div>
        )}
      </Section>
      <div className="staff-rights">
        {shown.map((group) => (
          <Section key={group.id} title={t(`group.${group.id}`)}>
            {group.rows.map((row) => (
              <div key={row.code} className="staff-right" data-changed={changed.has(row.code) || undefined}>
                <span>{t(`can.${row.code}`)}</span>
                <Select
                  label={t(`can.${row.code}`)}
                  quietLabel
                  value={draft.grants[row.code] ?? 'none'}
                  onChange={(scope) => put(row.code, scope)}
                  options={[
                    { id: 'none', label: t('none') },
                    ...(row.scoped ? (['own', 'team', 'all'] as const) : (['all'] as const)).map((id) => ({
                      id,
                      label: t(`scope.${id}`),
                    })),
                  ]}
                />
              </div>
            ))}
          </Section>
        ))}
      </div>
      {asking ? (
        <AskDialog
          title={t('removeTitle', { name: nameOf(role, f.language) })}
          doIt={t('remove')}
          danger
          ready
          pending={remove.pending}
          faultText={remove.faultText}
          onClose={() => setAsking(false)}
          onDo={() =>
            void remove.run({ id: role.id, version: role.version }).then((done) => {
              if (done) onGone();
            })
          }
        >
          <p>{t('removeText')}</p>
        </AskDialog>
      ) : null}
    </DocumentPage>
  );
}
