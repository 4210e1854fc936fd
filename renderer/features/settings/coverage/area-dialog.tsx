import { coverageKinds } from '../../../../domain/dispatch/coverage.ts';
import { useWords } from '../../../i18n/index.ts';
import { api } from '../../../lib/api.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useNames } from '../../../lib/use-names.ts';
import { Button, ComboBox, Dialog, ErrorLine, NumberField, Select, toast } from '../../../ui/index.ts';
import type { Area, Coverage, Tier } from './coverage-view.tsx';

const noTier = '-';

/** The tier a distance falls into; a way of exactly its end belongs to the next. */
export const tierOf = (tiers: readonly Tier[], metres: number | null): Tier | undefined =>
  metres === null
    ? undefined
    : tiers.find((tier) => metres >= tier.fromM && (tier.toM === null || metres < tier.toM));

/** One county: how far it is, who serves it, and what the way changes. A new one is chosen from the province's. */
export function AreaDialog(props: { area: Area | null; data: Coverage; onClose: () => void }) {
  const t = useWords('coverage');
  const tc = useWords();
  const { area, data } = props;
  const { data: more } = useQuery('outlet.moreAreas', {}, { enabled: area === null });
  const save = useCommand('outlet.saveArea');
  const remove = useCommand('outlet.removeArea');
  const [form, setForm, forget] = useDraft(`area:${area?.id ?? 'new'}:${area?.version ?? 0}`, {
    code: area?.code ?? null,
    distanceM: area?.distanceM ?? null,
    tierCode: area?.tierCode ?? noTier,
    coverage: area?.coverage ?? ('self' as const),
    subShopId: area?.subShopId ?? data.subShops[0]?.id ?? null,
    extraHours: (area?.extraHours ?? 0) * 1000,
  });
  const set = (patch: Partial<typeof form>) => setForm((now) => ({ ...now, ...patch }));
  const named = useNames();
  const byShop = form.coverage === 'sub_shop';
  const ready = form.code !== null && (!byShop || form.subShopId !== null);
  const run = async () => {
    const { code } = form;
    if (!ready || code === null) return;
    const done = await save.run({
      id: area?.id ?? null,
      version: area?.version ?? null,
      code,
      distanceM: form.distanceM,
      tierCode: form.tierCode === noTier ? null : form.tierCode,
      coverage: form.coverage,
      subShopId: byShop ? form.subShopId : null,
      extraHours: Math.round(form.extraHours / 1000),
    });
    if (done === null) return;
    forget();
    toast.note(t('savedAnew'));
    props.onClose();
  };
  const drop = async () => {
    if (area === null || (await remove.run({ id: area.id, version: area.version })) === null) return;
    forget();
    props.onClose();
    const { openOrders: _open, name, ...row } = area;
    toast.undo(t('removed', { name }), async () => {
      await api.call('outlet.saveArea', { ...row, id: null, version: null });
    });
  };
  return (
    <Dialog
      title={area?.name ?? t('addArea')}
      open
      onClose={props.onClose}
      actions={
        <>
          {area === null ? null : (
            <Button variant="danger" hotkey="Alt+X" pending={remove.pending} onPress={() => void drop()}>
              {t('removeArea')}
            </Button>
          )}
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
        {area === null ? (
          <ComboBox
            label={t('area')}
            value={form.code}
            onChange={(code) => set({ code })}
            options={(more?.areas ?? []).map((one) => ({
              id: one.code,
              label: one.name,
              note: one.city,
              keys: `${one.name} ${one.city} ${one.code}`,
            }))}
          />
        ) : null}
        <NumberField
          label={t('distance')}
          kind="quantity"
          unit={t('kmUnit')}
          autoFocus={area !== null}
          value={form.distanceM}
          help={t('distanceHelp')}
          onChange={(distanceM) =>
            set({ distanceM, tierCode: tierOf(data.tiers, distanceM)?.code ?? form.tierCode })
          }
        />
        <Select
          label={t('tier')}
          value={form.tierCode}
          onChange={(tierCode) => set({ tierCode })}
          options={[
            { id: noTier, label: t('noTier') },
            ...data.tiers.map((tier) => ({ id: tier.code, label: named(tier) })),
          ]}
        />
        <Select
          label={t('how')}
          value={form.coverage}
          onChange={(kind) => set({ coverage: kind as Area['coverage'] })}
          options={coverageKinds
            .filter((kind) => kind !== 'sub_shop' || data.subShops.length > 0)
            .map((kind) => ({ id: kind, label: t(`kind.${kind}`) }))}
        />
        {byShop ? (
          <Select
            label={t('subShop')}
            value={form.subShopId ?? ''}
            onChange={(subShopId) => set({ subShopId })}
            options={data.subShops.map((shop) => ({ id: shop.id, label: named(shop) }))}
          />
        ) : null}
        <NumberField
          label={t('extraHours')}
          kind="quantity"
          unit={t('hourUnit')}
          help={t('extraHoursHelp')}
          value={form.extraHours}
          onChange={(milli) => set({ extraHours: milli ?? 0 })}
        />
      </div>
      <p className="muted coverage-hint">{t(`kindHelp.${form.coverage}`)}</p>
      <ErrorLine text={remove.faultText ?? save.faultText} />
    </Dialog>
  );
}
