import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { nameOf, personName } from '../../lib/names.ts';
import { useCommand } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { Checkbox, DateField, Select, TextField } from '../../ui/index.ts';
import { AskDialog } from './ask-dialog.tsx';
import type { StaffDocument, StaffOptions } from './shapes.ts';

interface Asked {
  document: StaffDocument;
  options: StaffOptions;
  onClose: () => void;
}

/** Hats: any number at once. */
export function RolesDialog({ document, options, onClose }: Asked) {
  const t = useWords('staff');
  const tc = useWords();
  const f = useFormat();
  const command = useCommand('staff.setRoles');
  const { person } = document;
  const [roles, setRoles] = useState<readonly string[]>(person.roles);
  return (
    <AskDialog
      title={t('rolesOf', { name: personName(person, f.language) })}
      doIt={tc('save')}
      ready
      pending={command.pending}
      faultText={command.faultText}
      onClose={onClose}
      onDo={() =>
        void command
          .run({ id: person.id, version: person.version, roles: [...roles] })
          .then((done) => done && onClose())
      }
    >
      <div className="staff-form">
        {options.roles.map((role) => (
          <Checkbox
            key={role.id}
            label={nameOf(role, f.language)}
            checked={roles.includes(role.id)}
            onChange={(yes) => setRoles(yes ? [...roles, role.id] : roles.filter((one) => one !== role.id))}
          />
        ))}
      </div>
    </AskDialog>
  );
}

/** Each skill of the outlet with its level; none = not able. */
export function SkillsDialog({ document, options, onClose }: Asked) {
  const t = useWords('staff');
  const tc = useWords();
  const f = useFormat();
  const command = useCommand('staff.setSkills');
  const { person } = document;
  const [levels, setLevels] = useState<Record<string, number>>(
    Object.fromEntries(document.skills.map((skill) => [skill.skillId, skill.level])),
  );
  const save = () =>
    command.run({
      id: person.id,
      version: person.version,
      skills: Object.entries(levels)
        .filter(([, level]) => level > 0)
        .map(([skillId, level]) => ({ skillId, level })),
    });
  return (
    <AskDialog
      title={t('skillsOf', { name: personName(person, f.language) })}
      doIt={tc('save')}
      ready
      wide
      pending={command.pending}
      faultText={command.faultText}
      onClose={onClose}
      onDo={() => void save().then((done) => done && onClose())}
    >
      <div className="staff-form">
        {options.skills.map((skill) => (
          <Select
            key={skill.id}
            side
            label={nameOf(skill, f.language)}
            options={Array.from({ length: Math.max(3, skill.levels) + 1 }, (_, level) => ({
              id: String(level),
              label: level === 0 ? t('noLevel') : t('level', { n: level }),
            }))}
            value={String(levels[skill.id] ?? 0)}
            onChange={(level) => setLevels({ ...levels, [skill.id]: Number(level) })}
          />
        ))}
      </div>
    </AskDialog>
  );
}

/** One certificate: new, renewed or taken away. */
export function CertificateDialog({ document, options, onClose }: Asked) {
  const t = useWords('staff');
  const tc = useWords();
  const f = useFormat();
  const command = useCommand('staff.setCertificates');
  const { person, certificates } = document;
  const [kindId, setKind] = useState<string | null>(certificates[0]?.kindId ?? null);
  const known = certificates.find((one) => one.kindId === kindId);
  const [edited, setEdited] = useState<
    Record<string, { number: string; expiresDay: string | null; drop: boolean }>
  >({});
  const now = (kindId === null ? undefined : edited[kindId]) ?? {
    number: known?.number ?? '',
    expiresDay: known?.expiresDay ?? null,
    drop: false,
  };
  const set = (patch: Partial<typeof now>) => {
    if (kindId !== null) setEdited({ ...edited, [kindId]: { ...now, ...patch } });
  };
  const save = () => {
    const kinds = new Set([...certificates.map((one) => one.kindId), ...Object.keys(edited)]);
    return command.run({
      id: person.id,
      version: person.version,
      certificates: [...kinds].flatMap((id) => {
        const change = edited[id];
        const old = certificates.find((one) => one.kindId === id);
        if (change?.drop) return [];
        return [
          {
            kindId: id,
            number: change?.number ?? old?.number ?? '',
            issuedDay: old?.issuedDay ?? null,
            expiresDay: change ? change.expiresDay : (old?.expiresDay ?? null),
          },
        ];
      }),
    });
  };
  return (
    <AskDialog
      title={t('certificatesOf', { name: personName(person, f.language) })}
      doIt={tc('save')}
      ready={Object.keys(edited).length > 0}
      pending={command.pending}
      faultText={command.faultText}
      onClose={onClose}
      onDo={() => void save().then((done) => done && onClose())}
    >
      <Select
        label={t('certificate')}
        options={options.certificateKinds.map((kind) => ({
          id: kind.id,
          label: nameOf(kind, f.language),
          note: kind.kind === 'certificate' ? undefined : t(`paper.${kind.kind}`),
        }))}
        value={kindId}
        onChange={setKind}
      />
      <TextField label={t('certificateNumber')} value={now.number} onChange={(number) => set({ number })} />
      <DateField label={t('expires')} value={now.expiresDay} onChange={(expiresDay) => set({ expiresDay })} />
      {known ? (
        <Checkbox label={t('dropCertificate')} checked={now.drop} onChange={(drop) => set({ drop })} />
      ) : null}
    </AskDialog>
  );
}

/** How one upstream knows this person. */
export function AccountDialog({
  document,
  account,
  onClose,
}: {
  document: StaffDocument;
  account: StaffDocument['accounts'][number];
  onClose: () => void;
}) {
  const t = useWords('staff');
  const tc = useWords();
  const f = useFormat();
  const command = useCommand('staff.setAccounts');
  const { person } = document;
  const [workerId, setWorkerId] = useState(account.workerId ?? '');
  const [realName, setRealName] = useState(account.realName || person.name);
  const [state, setState] = useState(account.state ?? 'active');
  const [cardExpiresDay, setCard] = useState(account.cardExpiresDay);
  const save = () =>
    command.run({
      id: person.id,
      version: person.version,
      accounts: document.accounts.flatMap((one) => {
        if (one.connectionId === account.connectionId)
          return [{ connectionId: one.connectionId, workerId, realName, state, cardExpiresDay }];
        return one.workerId === null || one.state === null
          ? []
          : [
              {
                connectionId: one.connectionId,
                workerId: one.workerId,
                realName: one.realName,
                state: one.state,
                cardExpiresDay: one.cardExpiresDay,
              },
            ];
      }),
    });
  return (
    <AskDialog
      title={t('accountOf', { name: personName(person, f.language), platform: nameOf(account, f.language) })}
      doIt={tc('save')}
      ready
      pending={command.pending}
      faultText={command.faultText}
      onClose={onClose}
      onDo={() => void save().then((done) => done && onClose())}
    >
      <TextField
        label={t('workerId')}
        value={workerId}
        onChange={setWorkerId}
        help={t('workerIdHelp')}
        autoFocus
      />
      <TextField label={t('realName')} value={realName} onChange={setRealName} />
      <Select
        label={t('accountState')}
        options={(['active', 'pending', 'suspended'] as const).map((id) => ({
          id,
          label: t(`account.${id}`),
        }))}
        value={state}
        onChange={(id) => setState(id as typeof state)}
      />
      <DateField label={t('cardExpires')} value={cardExpiresDay} onChange={setCard} />
    </AskDialog>
  );
}
