import { useWords } from '../../../i18n/index.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { useCommand } from '../../../lib/query.tsx';
import { useNames } from '../../../lib/use-names.ts';
import { Button, Dialog, ErrorLine, NumberField, TextField, toast } from '../../../ui/index.ts';
import type { Tier } from './coverage-view.tsx';

/** One tier of distance: from where to where, what the way is worth and how much longer the work may take. */
export function TierDialog(props: { tier: Tier | null; last: Tier | null; onClose: () => void }) {
  const t = useWords('coverage');
  const tc = useWords();
  const named = useNames();
  const { tier } = props;
  const save = useCommand('outlet.saveTier');
  const remove = useCommand('outlet.removeTier');
  const [form, setForm, forget] = useDraft(`tier:${tier?.id ?? 'new'}:${tier?.version ?? 0}`, {
    nameZh: tier?.nameZh ?? '',
    nameEn: tier?.nameEn ?? '',
    // Kilometres in thousandths are metres
    fromM: (tier?.fromM ?? props.last?.toM ?? 0) as number | null,
    toM: tier?.toM ?? null,
    technicianFeeFen: tier?.technicianFeeFen ?? 0,
    factorMilli: (tier?.factorMilli ?? 1000) as number | null,
  });
  const set = (patch: Partial<typeof form>) => setForm((now) => ({ ...now, ...patch }));
  const { fromM, toM, factorMilli } = form;
  const upsideDown = fromM !== null && toM !== null && toM <= fromM;
  const ready =
    form.nameZh.trim() !== '' &&
    fromM !== null &&
    fromM >= 0 &&
    !upsideDown &&
    factorMilli !== null &&
    factorMilli >= 0;
  const run = async () => {
    if (!ready || fromM === null || factorMilli === null) return;
    const done = await save.run({
      ...form,
      id: tier?.id ?? null,
      version: tier?.version ?? null,
      fromM,
      factorMilli,
    });
    if (done === null) return;
    forget();
    toast.note(t(tier !== null && factorMilli !== tier.factorMilli ? 'savedAnew' : 'saved'));
    props.onClose();
  };
  const drop = async () => {
    if (tier === null || (await remove.run({ id: tier.id, version: tier.version })) === null) return;
    forget();
    props.onClose();
  };
  return (
    <Dialog
      title={tier === null ? t('addTier') : named(tier)}
      open
      onClose={props.onClose}
      actions={
        <>
          {tier !== null && tier.areas === 0 ? (
            <Button variant="danger" pending={remove.pending} onPress={() => void drop()}>
              {t('removeTier')}
            </Button>
          ) : null}
          <Button onPress={props.onClose} hint="Escape">
            {tc('cancel')}
          </Button>
          <Button
            variant="primary"
            hotkey="Mod+Enter"
            disabled={!ready}
            pending={save.pending}
            onPress={() => void run()}
          >
            {tc('save')}
          </Button>
        </>
      }
    >
      <div className="coverage-form">
        <TextField
          label={t('nameZh')}
          value={form.nameZh}
          onChange={(nameZh) => set({ nameZh })}
          maxLength={20}
          required
          autoFocus
        />
        <TextField
          label={t('nameEn')}
          value={form.nameEn}
          onChange={(nameEn) => set({ nameEn })}
          maxLength={40}
        />
        <NumberField
          label={t('fromKm')}
          kind="quantity"
          unit={t('kmUnit')}
          value={fromM}
          onChange={(value) => set({ fromM: value })}
        />
        <NumberField
          label={t('toKm')}
          kind="quantity"
          unit={t('kmUnit')}
          help={t('toKmHelp')}
          value={toM}
          error={upsideDown ? t('upsideDown') : null}
          onChange={(value) => set({ toM: value })}
        />
        <NumberField
          label={t('factor')}
          kind="quantity"
          unit={t('times')}
          help={t('factorHelp')}
          value={factorMilli}
          onChange={(value) => set({ factorMilli: value })}
        />
        <NumberField
          label={t('fee')}
          kind="money"
          help={t('feeHelp')}
          value={form.technicianFeeFen}
          onChange={(fen) => set({ technicianFeeFen: fen ?? 0 })}
        />
      </div>
      <ErrorLine text={save.faultText ?? remove.faultText} />
    </Dialog>
  );
}
