import { useMemo } from 'react';
import {
  type FieldName,
  fieldNames,
  type OrderField,
  orderFields,
  relationsOf,
} from '../../../domain/orders/list-filter.ts';
import { queueNames } from '../../../domain/orders/queue.ts';
import { orderStates } from '../../../domain/orders/states.ts';
import type { FeatureCode } from '../../../domain/access/features.ts';
import { useCanAny, useSession } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import type { Option, RuleField } from '../../ui/index.ts';
import { useLifeWords } from './life-words.ts';
import { usePeopleOptions } from './people-options.ts';

const kinds: Record<OrderField['type'], RuleField['kind']> = {
  code: 'many',
  ref: 'many',
  set: 'many',
  text: 'text',
  number: 'number',
  money: 'money',
  instant: 'moment',
  day: 'day',
  flag: 'flag',
};
const warranties = ['in_warranty', 'out_of_warranty', 'extended', 'joint'];
const momentIds = [
  'now',
  'now+2h',
  'now+4h',
  'now+1d',
  'now-1d',
  'today',
  'today+1',
  'today+2',
  'today-1',
  'today-7',
  'today-30',
  'today+7',
  'date',
];

/** Fields that belong to a part an outlet may not use. */
export const featureOfField: Readonly<Record<string, FeatureCode>> = {
  tag: 'tags',
  tags: 'tags',
  rank: 'rank',
  team: 'teams',
  subShop: 'sub_shops',
};

/** Every field a list can be asked by, with words and members; those this person sees masked are left out. */
export function useFilterFields(): { fields: readonly RuleField[]; moments: readonly Option[] } {
  const t = useWords('listing');
  const { choices, named, say, serviceType, f } = useLifeWords();
  const everybody = usePeopleOptions();
  const can = useCanAny();
  const { features } = useSession();
  const tags = useQuery('orders.tags', {}, { keep: true, tables: ['work_order_tag'] }).data;
  return useMemo(() => {
    const of = (group: string, codes: readonly string[]): Option[] =>
      codes.map((id) => ({ id, label: say(group, id) }));
    const people: Option[] = [{ id: 'me', label: t('me') }, ...everybody];
    const rows = (list: readonly { id: string; nameZh: string; nameEn: string }[]): Option[] =>
      list.map((row) => ({ id: row.id, label: named(row) }));
    const options: Partial<Record<FieldName, readonly Option[]>> = {
      queue: of('queue', queueNames),
      state: orderStates.map((id) => ({ id, label: t(`states:${id}`) })),
      holdReason: choices.reasons
        .filter((reason) => reason.kind === 'hold')
        .map((reason) => ({ id: reason.code, label: named(reason) })),
      serviceType: choices.serviceTypes.map((id) => ({ id, label: serviceType(id) })),
      serviceMode: of('mode', ['on_site', 'carry_in', 'mail_in', 'pick_up']),
      warranty: of('warranty', warranties),
      appointmentState: ['none', 'proposed', 'agreed', 'missed'].map((id) => ({
        id,
        label: t(`word.${id}`),
      })),
      verdict: of('verdict', ['pending', 'passed', 'refill', 'redo', 'refused']),
      deadlineKind: of('clock', ['accept', 'first_call', 'visit', 'finish', 'answer', 'verdict']),
      goodsState: ['awaited', 'arrived'].map((id) => ({ id, label: t(`word.${id}`) })),
      staff: people,
      wishStaff: people,
      watcher: people,
      toldTo: people,
      urgedBy: of('from', ['user', 'platform', 'payer']),
      platformChange: ['changed', 'cancelled', 'reopened'].map((id) => ({ id, label: t(`word.${id}`) })),
      payer: rows(choices.payers),
      team: rows(choices.teams),
      subShop: rows(choices.subShops),
      brand: rows(choices.brands),
      connection: rows(choices.connections),
      serviceItem: rows(choices.items),
      division: choices.divisions.map((row) => ({ id: row.code, label: row.name })),
      tag: (tags?.tags ?? []).map(({ tag, count }) => ({ id: tag, label: tag, note: String(count) })),
      flag: of('flag', [
        'duplicate',
        'phone_missing',
        'address_missing',
        'area_unknown',
        'area_far',
        'area_uncovered',
        'service_unknown',
        'status_unknown',
        'goods_awaited',
        'warranty_unclear',
      ]),
      category: [...new Set(choices.items.map((item) => item.category).filter(Boolean))].map((id) => ({
        id,
        label: id,
      })),
      partsState: ['held', 'issued', 'released', 'short'].map((id) => ({ id, label: t(`word.${id}`) })),
    };
    const fields = fieldNames.flatMap((name): RuleField | [] => {
      const field: OrderField = orderFields[name];
      if (field.reveals !== undefined && !can(field.reveals)) return [];
      if (features[featureOfField[name] ?? ''] === false) return [];
      const kind = kinds[field.type];
      // A list without members cannot be asked by
      if (kind === 'many' && (options[name]?.length ?? 0) === 0) return [];
      return {
        id: name,
        label: t(`field.${name}`),
        kind,
        relations: relationsOf(name).map((id) => ({ id, label: t(`rel.${id}`) })),
        ...(kind === 'many' ? { options: options[name] } : {}),
      };
    });
    return { fields, moments: momentIds.map((id) => ({ id, label: t(`moment.${id}`) })) };
    // `say` and `named` follow the language and the choices
  }, [t, choices, everybody, tags, can, features, f.language]);
}
