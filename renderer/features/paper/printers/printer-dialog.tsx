import { useState } from 'react';
import { chineseWays, paperIds, printerKinds } from '../../../../domain/paper/kinds.ts';
import type { InputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { Button, Dialog, ErrorLine, Select, TextField } from '../../../ui/index.ts';

export type PrinterDraft = Omit<InputOf<'paper.savePrinter'>, 'version'> & { version: number | null };
export const freshPrinter: PrinterDraft = {
  id: null,
  version: null,
  name: '',
  kind: 'tcp',
  target: '',
  paper: 'roll80',
  chinese: 'gb18030',
};

/** A printer's name, way, paper and Chinese. */
export function PrinterDialog({ draft: first, onClose }: { draft: PrinterDraft; onClose: () => void }) {
  const t = useWords('paperprinters');
  const tp = useWords('paper');
  const [draft, setDraft] = useState(first);
  const save = useCommand('paper.savePrinter');
  const system = useQuery('paper.systemPrinters', {}, { enabled: draft.kind === 'system' });
  const set = (patch: Partial<PrinterDraft>) => setDraft((now) => ({ ...now, ...patch }));
  const go = async (retired = false) => {
    if (await save.run({ ...draft, retired })) onClose();
  };
  const ready = draft.name.trim() !== '' && draft.target.trim() !== '';
  return (
    <Dialog
      title={t(first.id === null ? 'addPrinter' : 'editPrinter')}
      open
      onClose={onClose}
      actions={
        <>
          {first.id === null ? null : (
            <Button variant="danger" onPress={() => void go(true)}>
              {t('retired')}
            </Button>
          )}
          <Button variant="quiet" onPress={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            variant="primary"
            hotkey="Mod+Enter"
            disabled={!ready}
            pending={save.pending}
            onPress={() => void go()}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="pap-form">
        <TextField
          label={t('name')}
          required
          autoFocus
          value={draft.name}
          onChange={(name) => set({ name })}
        />
        <Select
          label={t('type')}
          value={draft.kind}
          onChange={(kind) => set({ kind: kind as PrinterDraft['kind'] })}
          options={printerKinds.map((id) => ({ id, label: t(`types.${id}`) }))}
        />
        {draft.kind === 'system' && (system.data?.printers.length ?? 0) > 0 ? (
          <Select
            label={t('target')}
            value={draft.target}
            onChange={(target) => set({ target })}
            options={(system.data?.printers ?? []).map((one) => ({ id: one.name, label: one.displayName }))}
          />
        ) : (
          <TextField
            label={t('target')}
            required
            value={draft.target}
            onChange={(target) => set({ target })}
            help={t(`targetHelp.${draft.kind}`)}
          />
        )}
        <Select
          label={tp('paperSize')}
          value={draft.paper}
          onChange={(paper) => set({ paper: paper as PrinterDraft['paper'] })}
          options={paperIds.map((id) => ({ id, label: tp(`papers.${id}`) }))}
        />
        <Select
          label={t('chinese')}
          value={draft.chinese ?? 'gb18030'}
          onChange={(chinese) => set({ chinese: chinese as PrinterDraft['chinese'] })}
          options={chineseWays.map((id) => ({ id, label: t(`chineseKinds.${id}`) }))}
        />
      </div>
      <ErrorLine text={save.faultText} />
    </Dialog>
  );
}
