import { useWords } from '../../i18n/index.ts';
import { useDraft } from '../../lib/drafts.ts';
import { nameOf, personName } from '../../lib/names.ts';
import { useCommand } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { DateField, NumberField, Select, TextField } from '../../ui/index.ts';
import { AskDialog } from './ask-dialog.tsx';
import type { StaffDocument, StaffOptions } from './shapes.ts';

/** A tool for a person, new or known: by its kind, else by a name of its own. */
export function ToolDialog(props: {
  document: StaffDocument;
  options: StaffOptions;
  tool: StaffDocument['tools'][number] | null;
  onClose: () => void;
}) {
  const { tool, options, onClose } = props;
  const { person } = props.document;
  const t = useWords('staff');
  const tc = useWords();
  const f = useFormat();
  const save = useCommand('staff.saveTool');
  const first = options.toolKinds[0];
  const [form, setForm, forget] = useDraft(`tool:${tool?.id ?? `new:${person.id}`}`, {
    kindId: tool === null ? (first?.id ?? '') : (tool.kindId ?? ''),
    nameZh: tool?.nameZh ?? '',
    nameEn: tool?.nameEn ?? '',
    number: tool?.number ?? '',
    depositFen: (tool?.depositFen ?? 0) as number | null,
    issuedDay: tool?.issuedDay ?? f.today,
    everyMilli: tool?.checkEveryDays == null ? null : tool.checkEveryDays * 1000,
    nextCheckDay: tool?.nextCheckDay ?? null,
  });
  const set = (patch: Partial<typeof form>) => setForm((now) => ({ ...now, ...patch }));
  const own = form.kindId === '';
  const run = async () => {
    const { everyMilli, kindId, depositFen, nameZh, nameEn, ...rest } = form;
    const done = await save.run({
      id: tool?.id ?? null,
      version: tool?.version ?? null,
      staffId: person.id,
      kindId: own ? null : kindId,
      nameZh: own ? nameZh : '',
      nameEn: own ? nameEn : '',
      depositFen: depositFen ?? 0,
      checkEveryDays: everyMilli === null ? null : Math.round(everyMilli / 1000),
      ...rest,
    });
    if (!done) return;
    forget();
    onClose();
  };
  return (
    <AskDialog
      title={
        tool === null
          ? t('toolOf', { name: personName(person, f.language) })
          : t('toolEdit', { name: nameOf(tool, f.language) })
      }
      doIt={tc('save')}
      ready={!own || form.nameZh.trim() !== ''}
      pending={save.pending}
      faultText={save.faultText}
      onClose={onClose}
      onDo={() => void run()}
    >
      <div className="staff-form">
        <Select
          label={t('toolKind')}
          options={[
            ...options.toolKinds.map((kind) => ({ id: kind.id, label: nameOf(kind, f.language) })),
            { id: '', label: t('ownTool') },
          ]}
          value={form.kindId}
          onChange={(kindId) => set({ kindId })}
        />
        <TextField label={t('toolNumber')} value={form.number} onChange={(number) => set({ number })} />
        {own ? (
          <>
            <TextField
              label={t('toolName')}
              value={form.nameZh}
              onChange={(nameZh) => set({ nameZh })}
              required
            />
            <TextField label={t('nameEn')} value={form.nameEn} onChange={(nameEn) => set({ nameEn })} />
          </>
        ) : null}
        <DateField
          label={t('toolIssued')}
          value={form.issuedDay}
          onChange={(day) => set({ issuedDay: day ?? f.today })}
          required
        />
        <NumberField
          label={t('toolCheck')}
          kind="quantity"
          value={form.everyMilli}
          onChange={(everyMilli) => set({ everyMilli })}
        />
        <DateField
          label={t('toolNext')}
          value={form.nextCheckDay}
          onChange={(nextCheckDay) => set({ nextCheckDay })}
          help={t('toolNextHelp')}
        />
        <NumberField
          label={t('toolDeposit')}
          kind="money"
          value={form.depositFen}
          onChange={(depositFen) => set({ depositFen })}
        />
      </div>
    </AskDialog>
  );
}
