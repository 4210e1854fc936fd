import { useRef, useState } from 'react';
import type { DivisionChoice, PasteResult } from '../../../domain/paste/index.ts';
import { useWords, type Words } from '../../i18n/index.ts';
import { nowMs } from '../../lib/clock.ts';
import { outletZone } from '../../lib/use-format.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { Button, TextField } from '../../ui/index.ts';
import type { Choices } from './choices.ts';
import type { IntakeDraft } from './intake-draft.ts';

interface Goods {
  brands: readonly { id: string; nameZh: string }[];
  models: readonly { model: string; brandId: string | null; category: string }[];
}

interface Asked {
  text: string;
  picks: { label: string; set: Partial<IntakeDraft> }[];
}

/** A chat message into the form; what is unclear stands below with its answers, nothing is guessed in silence. */
export function IntakePaste(props: {
  value: string;
  choices: Choices;
  goods: Goods | undefined;
  onChange: (text: string) => void;
  onFill: (part: Partial<IntakeDraft>) => void;
}) {
  const t = useWords('intake');
  const [told, setTold] = useState<string[]>([]);
  const [asked, setAsked] = useState<readonly Asked[]>([]);
  const box = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useKeys([{ keys: 'Alt+V', label: t('paste'), inFields: true, run: () => box.current?.focus() }]);
  const read = async (text: string) => {
    props.onChange(text);
    if (text.trim() === '') {
      setTold([]);
      setAsked([]);
      return;
    }
    // Loaded when first needed: it carries the divisions of the whole country
    const { readPaste, splitPaste } = await import('../../../domain/paste/index.ts');
    const parts = splitPaste(text);
    const result = readPaste(parts[0]?.text ?? text, {
      now: nowMs(),
      zone: outletZone(),
      brands: props.goods?.brands.map((brand) => brand.nameZh) ?? [],
    });
    const fill = fillOf(result, props.choices, props.goods);
    props.onFill(fill);
    setTold([
      t('pasteFilled', { n: Object.keys(fill).length }),
      ...(parts.length > 1 ? [t('pasteMany', { n: parts.length })] : []),
    ]);
    setAsked(result.questions.flatMap((question) => questionOf(t, question)));
  };
  return (
    <div className="ord-span ord-paste">
      <TextField
        ref={box}
        label={`${t('paste')} (Alt V)`}
        help={t('pasteHelp')}
        multiline
        value={props.value}
        onChange={(text) => void read(text)}
        maxLength={4000}
      />
      <div role="status">
        {told.map((text) => (
          <div key={text} className="muted">
            {text}
          </div>
        ))}
        {asked.map((one) => (
          <div key={one.text} className="ord-asked">
            <span>{one.text}</span>
            {one.picks.map((pick) => (
              <Button
                key={pick.label}
                size="small"
                onPress={() => {
                  props.onFill(pick.set);
                  setAsked(asked.filter((each) => each !== one));
                }}
              >
                {pick.label}
              </Button>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

const placePick = (choice: DivisionChoice) => ({
  label: `${choice.province}${choice.city}${choice.county}`,
  set: { county: choice.county },
});

function questionOf(t: Words, question: PasteResult['questions'][number]): Asked[] {
  switch (question.code) {
    case 'division_ambiguous':
    case 'division_contradicts':
    case 'division_dissolved':
      return [
        {
          text: t('question.division', { stated: question.stated }),
          picks: question.choices.slice(0, 5).map(placePick),
        },
      ];
    case 'several_addresses':
      return [{ text: t('question.addresses'), picks: question.choices.slice(0, 5).map(placePick) }];
    case 'county_missing':
    case 'division_missing':
      return [{ text: t('question.division_missing'), picks: [] }];
    case 'phone_missing':
      return [{ text: t('question.phone_missing'), picks: [] }];
    case 'phone_length':
    case 'phone_masked':
      return [{ text: t('question.phone', { stated: question.stated }), picks: [] }];
    case 'name_unclear':
      return [
        { text: t('question.name'), picks: question.choices.map((name) => ({ label: name, set: { name } })) },
      ];
    case 'wish_unclear':
      return [{ text: t('question.wish', { stated: question.stated }), picks: [] }];
  }
}

const clockMinutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** Only what was read is set; an empty reading leaves what a person typed. */
function fillOf(result: PasteResult, choices: Choices, goods: Goods | undefined): Partial<IntakeDraft> {
  const out: Partial<IntakeDraft> = {};
  if (result.phone)
    out.phone =
      result.phone.value.number + (result.phone.value.extension ? `-${result.phone.value.extension}` : '');
  const second = result.otherPhones[0]?.value;
  if (second) out.phone2 = second.number;
  if (result.name) out.name = result.name.value;
  if (result.division && result.division.value.county !== '') out.county = result.division.value.county;
  if (result.detail) out.detail = result.detail.value;
  const product = result.product?.value;
  if (product) {
    const model = goods?.models.find((one) => one.model === product.model);
    const brand = goods?.brands.find((one) => one.nameZh === product.brand)?.id ?? model?.brandId ?? null;
    if (brand !== null) out.brandId = brand;
    if (product.model !== '') out.model = product.model;
    if (product.quantity > 1) out.quantity = String(product.quantity);
  }
  const service = result.service?.value;
  const category = product?.category ?? '';
  if (service) {
    const item = choices.items.find(
      (one) => one.serviceType === service && category !== '' && one.nameZh.includes(category),
    );
    if (item) out.itemId = item.id;
  }
  if (result.fault) out.fault = result.fault.value;
  if (result.remark) out.remark = result.remark.value;
  if (result.urgent) out.urgent = true;
  const wish = result.wish?.value;
  if (wish?.fromDay) {
    out.day = wish.fromDay;
    const from = wish.fromMinutes;
    const slot =
      from === null
        ? undefined
        : choices.slots.find(
            (one) => from >= clockMinutes(one.fromClock) && from < clockMinutes(one.toClock),
          );
    if (slot) out.slotId = slot.id;
  }
  return out;
}
