import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { placeForCode } from '../../../domain/verification/machine-codes.ts';
import { visitOutcomes } from '../../../domain/visits/outcomes.ts';
import { looksForFault, resultsFor } from '../../../domain/visits/usual-results.ts';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useFieldScan, useScan } from '../../lib/use-keys.ts';
import { useUnits } from '../../lib/use-units.ts';
import {
  Button,
  Checkbox,
  ComboBox,
  DateField,
  ErrorLine,
  MoneyText,
  NumberField,
  Select,
  TextField,
} from '../../ui/index.ts';
import {
  type Draft,
  type Found,
  inputOf,
  looksLikeSlip,
  type MachineDraft,
  outcomeLetters,
  problemsOf,
  resultLetters,
} from './entry.ts';
import { LetterPick } from './letter-pick.tsx';
import { Shots } from './shots.tsx';
import { useSlipDraft } from './use-slip-draft.ts';
import type { Returned } from './index.tsx';

/** Focus moves over these in order; the last one saves. */
const stops = 'input:not([type=file]):not([disabled]), [data-step]';

/** Everything one slip says, walked through with Enter. */
export function SlipForm(props: { found: Found; nowMs: number; onDone: (returned: Returned) => void }) {
  const { found } = props;
  const t = useWords('visits');
  const f = useFormat();
  const zh = f.language === 'zh';
  const unitText = useUnits();
  const name = (row: { nameZh: string; nameEn: string }) =>
    zh || row.nameEn === '' ? row.nameZh : row.nameEn;
  const { draft, setDraft, forget, begun } = useSlipDraft(found, props.nowMs);
  const [told, setTold] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const save = useCommand('visits.returnSlip');
  const set = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));
  const setMachine = (id: string, patch: Partial<MachineDraft>) =>
    setDraft((now) => ({
      ...now,
      machines: { ...now.machines, [id]: { ...(now.machines[id] as MachineDraft), ...patch } },
    }));
  const problems = problemsOf(found, draft);
  const wrong = (what: (typeof problems)[number]) =>
    tried && problems.includes(what) ? t(`need.${what}`) : null;

  useEffect(() => {
    const first = form.current?.querySelector<HTMLInputElement>('[data-first] input');
    first?.focus();
    first?.select();
  }, [found.slip.id]);

  const next = (from?: Element | null) => {
    const list = [...(form.current?.querySelectorAll<HTMLElement>(stops) ?? [])].filter(
      (one) => one.offsetParent !== null,
    );
    const at = from ? list.findIndex((one) => one === from || one.contains(from)) : -1;
    const target = list[at + 1];
    if (target === undefined) return void submit();
    target.focus();
    // What was filled in beforehand gives way to what is typed
    if (target instanceof HTMLInputElement && target.type !== 'checkbox') target.select();
  };
  const submit = async () => {
    setTried(true);
    if (problems.length > 0 || save.pending) return;
    const done = await save.run(inputOf(found, draft));
    if (done === null) return;
    forget();
    props.onDone(done);
  };
  /** A code read by the scanner goes to the first empty box of its kind, wherever the focus is. */
  const route = (raw: string, field: HTMLElement | null): boolean => {
    if (looksLikeSlip(raw)) return false;
    const own = field?.closest<HTMLElement>('[data-code]')?.dataset['code'] ?? null;
    const boxes = found.machines.flatMap((machine) =>
      (['indoor', 'outdoor'] as const)
        .filter((place) => place === 'indoor' || machine.needs.includes('outdoor'))
        .map((place) => ({
          machineId: machine.id,
          place,
          pattern: machine.patterns[place],
          value: draft.machines[machine.id]?.[place === 'indoor' ? 'indoorCode' : 'outdoorCode'] ?? '',
        })),
    );
    // The field it was scanned into counts as empty: the scan itself filled it
    const empty = boxes.map((box) => (`${box.machineId}|${box.place}` === own ? { ...box, value: '' } : box));
    const place = placeForCode(raw, empty);
    if (own !== null && (place === null || `${place.machineId}|${place.place}` === own)) return false;
    if (place === null) {
      // No code of a machine of this slip: in a note or an amount it is what somebody typed fast
      if (field !== null) return false;
      setTold(t('scanNowhere', { code: raw }));
      return true;
    }
    if (field !== null && !boxes.some((box) => box.pattern !== null)) return false;
    setMachine(place.machineId, {
      [place.place === 'indoor' ? 'indoorCode' : 'outdoorCode']: raw.trim().toUpperCase(),
    });
    setTold(t('scanned', { code: raw, field: t(place.place) }));
    const after = [...(form.current?.querySelectorAll<HTMLElement>('[data-code]') ?? [])].find(
      (one) => one.dataset['code'] === `${place.machineId}|${place.place}`,
    );
    next(after?.querySelector('input') ?? null);
    return true;
  };
  useScan((raw) => route(raw, null));
  useFieldScan((raw, field) => form.current?.contains(field) === true && route(raw, field));
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.defaultPrevented) return;
    const target = event.target as HTMLElement;
    if (target.tagName === 'BUTTON' && target.getAttribute('role') !== 'radio') return;
    // An open list with something chosen in it takes the key itself; one that merely opened lets it pass
    if (target.getAttribute('aria-expanded') === 'true' && target.getAttribute('aria-activedescendant'))
      return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) void submit();
    else next(target);
  };
  const outcome = visitOutcomes.find((one) => one.code === draft.outcome);
  const asksWork = outcome === undefined || outcome.needsResults;
  const codes = useQuery(
    'visits.checkCodes',
    {
      orderId: found.order.id,
      machines: found.machines.map((machine) => ({
        machineLineId: machine.id,
        indoorCode: draft.machines[machine.id]?.indoorCode || null,
        outdoorCode: draft.machines[machine.id]?.outdoorCode || null,
      })),
    },
    {
      keep: true,
      tables: ['machine_line'],
      enabled: Object.values(draft.machines).some(
        (one) => one.indoorCode.length > 5 || one.outdoorCode.length > 5,
      ),
    },
  );
  const codeError = (machineId: string, place: 'indoor' | 'outdoor') => {
    const problem = codes.data?.problems.find(
      (one) => one.machineLineId === machineId && one.place === place,
    );
    return problem === undefined ? null : t(`code.${problem.code}`, problem.params);
  };
  const otherOrders = [
    ...new Map(
      (codes.data?.problems ?? [])
        .filter((one) => one.params['orderId'] !== undefined)
        .map((one) => [one.params['orderId'] ?? '', one.params['order'] ?? '']),
    ),
  ];
  return (
    <div className="vis-form" ref={form} onKeyDownCapture={onKeyDown}>
      {begun ? (
        <div className="vis-kept" role="status">
          <span>{t('draftKept')}</span>
          <Button size="small" variant="quiet" onPress={forget}>
            {t('draftDrop')}
          </Button>
        </div>
      ) : null}
      <div className="vis-grid">
        <section className="vis-block">
          <h3>{t('section.visit')}</h3>
          <div className="vis-times">
            <div className="vis-day">
              <DateField
                label={t('day')}
                value={draft.day}
                onChange={(day) => set({ day: day ?? draft.day })}
              />
            </div>
            <div className="vis-clock" data-first="">
              <TextField
                label={t('arrived')}
                value={draft.arrived}
                onChange={(arrived) => set({ arrived, prefilled: false })}
                placeholder="0930"
                inputMode="numeric"
                error={wrong('arrived')}
              />
            </div>
            <div className="vis-clock">
              <TextField
                label={t('finished')}
                value={draft.finished}
                onChange={(finished) => set({ finished, prefilled: false })}
                placeholder="1105"
                inputMode="numeric"
                error={wrong('finished')}
              />
            </div>
          </div>
          {draft.prefilled ? <p className="faint vis-hint">{t('fromAppointment')}</p> : null}
          <LetterPick
            label={t('outcome')}
            options={visitOutcomes.map((one) => ({
              id: one.code,
              letter: outcomeLetters[one.code] ?? '?',
              label: zh ? one.zh : one.en,
            }))}
            value={draft.outcome}
            onPick={(id) => set({ outcome: id })}
            onNext={() => next(document.activeElement)}
            error={wrong('outcome')}
          />
          <ErrorLine text={wrong('outcome')} />
        </section>
        {found.machines.map((machine, at) => {
          const entry = draft.machines[machine.id] as MachineDraft;
          return (
            <section className="vis-block" key={machine.id}>
              <h3>
                {found.machines.length > 1 ? `${at + 1} · ` : ''}
                {machine.productName} <span className="faint">{machine.model}</span>
              </h3>
              {asksWork ? (
                <LetterPick
                  label={t('result')}
                  options={resultsFor(found.order.serviceType).map((one) => ({
                    id: one.code,
                    letter: resultLetters[one.code] ?? '?',
                    label: zh ? one.zh : one.en,
                  }))}
                  value={entry.resultCode}
                  onPick={(id) => setMachine(machine.id, { resultCode: id })}
                  onNext={() => next(document.activeElement)}
                  error={wrong('results')}
                />
              ) : null}
              {tried && problems.includes('results') && entry.resultCode === null ? (
                <ErrorLine text={t('need.results')} />
              ) : null}
              <div className="vis-row">
                <div data-code={`${machine.id}|indoor`}>
                  <TextField
                    label={t(machine.needs.includes('outdoor') ? 'indoor' : 'body')}
                    value={entry.indoorCode}
                    onChange={(indoorCode) => setMachine(machine.id, { indoorCode })}
                    className="mono"
                    error={codeError(machine.id, 'indoor')}
                  />
                </div>
                {machine.needs.includes('outdoor') || entry.outdoorCode !== '' ? (
                  <div data-code={`${machine.id}|outdoor`}>
                    <TextField
                      label={t('outdoor')}
                      value={entry.outdoorCode}
                      onChange={(outdoorCode) => setMachine(machine.id, { outdoorCode })}
                      className="mono"
                      error={codeError(machine.id, 'outdoor')}
                    />
                  </div>
                ) : null}
              </div>
              {at === found.machines.length - 1 && otherOrders.length > 0 ? (
                <div className="vis-links">
                  {otherOrders.map(([id, number]) => (
                    <Link key={id} to={`/orders/${id}`} className="vis-link">
                      {t('openOrder', { order: number })}
                    </Link>
                  ))}
                </div>
              ) : null}
              {found.faults.length > 0 && looksForFault(found.order.serviceType) ? (
                <ComboBox
                  label={t('fault')}
                  value={entry.faultId}
                  onChange={(faultId) => {
                    const fault = found.faults.find((one) => one.id === faultId);
                    setMachine(machine.id, {
                      faultId,
                      ...(fault === undefined
                        ? {}
                        : {
                            cause: zh || fault.causeEn === '' ? fault.causeZh : fault.causeEn,
                            measure: zh || fault.measureEn === '' ? fault.measureZh : fault.measureEn,
                          }),
                    });
                  }}
                  options={found.faults
                    .filter((fault) => fault.category === machine.category)
                    .map((fault) => ({
                      id: fault.id,
                      label: `${fault.code} ${zh || fault.symptomEn === '' ? fault.symptomZh : fault.symptomEn} · ${zh || fault.causeEn === '' ? fault.causeZh : fault.causeEn}`,
                      note: zh || fault.measureEn === '' ? fault.measureZh : fault.measureEn,
                      keys: fault.code.toLowerCase(),
                    }))}
                />
              ) : null}
              {entry.faultId !== null || entry.cause !== '' || entry.measure !== '' ? (
                <div className="vis-row">
                  <TextField
                    label={t('cause')}
                    value={entry.cause}
                    maxLength={200}
                    onChange={(cause) => setMachine(machine.id, { cause })}
                  />
                  <TextField
                    label={t('measure')}
                    value={entry.measure}
                    maxLength={200}
                    onChange={(measure) => setMachine(machine.id, { measure })}
                  />
                </div>
              ) : null}
            </section>
          );
        })}
        <section className="vis-block">
          <h3>{t('section.parts')}</h3>
          <ComboBox
            label={t('fromBag', { name: found.order.staffName ?? '' })}
            value={null}
            onChange={(key) => {
              const row = found.bag.find((one) => `${one.partId}|${one.serial}` === key);
              if (row && !draft.parts.some((part) => part.key === key))
                set({
                  parts: [
                    ...draft.parts,
                    {
                      key: key ?? '',
                      partId: row.partId,
                      locationId: row.locationId,
                      serial: row.serial,
                      oldSerial: '',
                      quantityMilli: Math.min(1000, row.quantityMilli),
                      payer: row.ownerKind === 'own' ? 'user' : 'payer',
                    },
                  ],
                });
            }}
            options={found.bag.map((row) => ({
              id: `${row.partId}|${row.serial}`,
              label: `${row.code} ${name(row)}${row.serial ? ` · ${row.serial}` : ''}`,
              note: `${f.milli(row.quantityMilli)} ${unitText(row.unit)}`,
              keys: `${row.code.toLowerCase()} ${row.code.toLowerCase().replace('-', '')}`,
            }))}
          />
          {draft.parts.map((part) => {
            const row = found.bag.find((one) => one.partId === part.partId && one.serial === part.serial);
            const change = (patch: Partial<Draft['parts'][number]>) =>
              set({ parts: draft.parts.map((one) => (one.key === part.key ? { ...one, ...patch } : one)) });
            return (
              <div className="vis-line" key={part.key}>
                <span className="grow truncate">
                  {row ? name(row) : part.partId}
                  {part.serial === '' ? null : <span className="mono faint"> {part.serial}</span>}
                </span>
                {row?.oldPartReturn ? (
                  <TextField
                    label={t('oldSerial')}
                    quietLabel
                    placeholder={t('oldSerial')}
                    value={part.oldSerial}
                    maxLength={80}
                    onChange={(oldSerial) => change({ oldSerial })}
                    className="mono"
                  />
                ) : (
                  <span />
                )}
                <NumberField
                  kind="quantity"
                  label={t('quantity')}
                  quietLabel
                  value={part.quantityMilli}
                  onChange={(quantityMilli) => change({ quantityMilli })}
                  unit={unitText(row?.unit ?? '')}
                />
                <Select
                  label={t('payer')}
                  quietLabel
                  value={part.payer}
                  onChange={(payer) => change({ payer: payer as Draft['parts'][number]['payer'] })}
                  options={(['payer', 'user', 'outlet', 'technician'] as const).map((id) => ({
                    id,
                    label: t(`payers.${id}`),
                  }))}
                />
                <Button
                  variant="quiet"
                  size="small"
                  aria-label={t('remove')}
                  icon={<X size={14} />}
                  onPress={() => set({ parts: draft.parts.filter((one) => one.key !== part.key) })}
                />
              </div>
            );
          })}
          <p className="faint vis-hint">
            {t('notInBag')}{' '}
            <Link to="/parts" className="vis-link">
              {t('toParts')}
            </Link>
          </p>
        </section>
        <section className="vis-block">
          <h3>{t('section.money')}</h3>
          <ComboBox
            label={t('extras')}
            value={null}
            onChange={(id) => {
              if (id && !draft.extras.some((extra) => extra.extraChargeId === id))
                set({ extras: [...draft.extras, { extraChargeId: id, quantityMilli: 1000 }] });
            }}
            options={found.extras.map((row) => ({
              id: row.id,
              label: name(row),
              note: `${f.money(row.priceFen)} / ${unitText(row.unit)}`,
              keys: row.code.toLowerCase(),
            }))}
          />
          {draft.extras.map((extra) => {
            const row = found.extras.find((one) => one.id === extra.extraChargeId);
            return (
              <div className="vis-line" key={extra.extraChargeId}>
                <span className="grow truncate">{row ? name(row) : extra.extraChargeId}</span>
                <NumberField
                  kind="quantity"
                  label={t('quantity')}
                  quietLabel
                  value={extra.quantityMilli}
                  onChange={(quantityMilli) =>
                    set({
                      extras: draft.extras.map((one) => (one === extra ? { ...one, quantityMilli } : one)),
                    })
                  }
                  unit={unitText(row?.unit ?? '')}
                />
                <MoneyText fen={Math.round(((row?.priceFen ?? 0) * (extra.quantityMilli ?? 0)) / 1000)} />
                <Button
                  variant="quiet"
                  size="small"
                  aria-label={t('remove')}
                  icon={<X size={14} />}
                  onPress={() => set({ extras: draft.extras.filter((one) => one !== extra) })}
                />
              </div>
            );
          })}
          <div className="vis-row">
            <NumberField
              kind="money"
              label={t('cash')}
              value={draft.cashFen}
              onChange={(cashFen) => set({ cashFen })}
            />
            <NumberField
              kind="money"
              label={t('qr')}
              value={draft.qrFen}
              onChange={(qrFen) => set({ qrFen })}
            />
          </div>
          {found.paidFen > 0 ? (
            <p className="faint">{t('paidBefore', { sum: f.money(found.paidFen) })}</p>
          ) : null}
        </section>
        <section className="vis-block">
          <h3>{t('section.proof')}</h3>
          <Shots found={found} shots={draft.shots} onChange={(shots) => set({ shots })} />
          {found.codeRequired ? (
            <TextField
              label={t('verifyCode')}
              value={draft.code}
              onChange={(code) => set({ code })}
              className="mono"
            />
          ) : null}
          {found.codeRequired ? (
            <TextField
              label={t('codeAskedAt')}
              value={draft.codeAsked}
              onChange={(codeAsked) => set({ codeAsked })}
              placeholder="1100"
              inputMode="numeric"
            />
          ) : null}
          <Checkbox label={t('signed')} checked={draft.signed} onChange={(signed) => set({ signed })} />
          <TextField label={t('note')} value={draft.note} onChange={(note) => set({ note })} />
        </section>
      </div>
      <div className="vis-save">
        <ErrorLine text={save.faultText} />
        {told === null ? null : (
          <span role="status" className="vis-told">
            {told}
          </span>
        )}
        <span className="faint grow">{t('deskEntry')}</span>
        <Button variant="primary" hotkey="Mod+Enter" pending={save.pending} onPress={() => void submit()}>
          {t('save')}
        </Button>
      </div>
    </div>
  );
}
