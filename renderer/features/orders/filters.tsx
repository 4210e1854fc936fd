import { useWords } from '../../i18n/index.ts';
import { useMemo } from 'react';
import type { OrderFilter } from '../../../preload/contract/orders.ts';
import { Checkbox, ComboBox, DateField, type Option, Select } from '../../ui/index.ts';
import { useLifeWords } from './life-words.ts';
import { usePeopleOptions } from './people-options.ts';

/** What a person narrows a view by. Queues come from the view itself. */
export type Narrow = Pick<
  OrderFilter,
  | 'staffId'
  | 'connectionId'
  | 'payerId'
  | 'serviceType'
  | 'divisionCode'
  | 'appointmentDay'
  | 'warranty'
  | 'urgentOnly'
  | 'openOnly'
>;

export const wide: Narrow = {
  staffId: null,
  connectionId: null,
  payerId: null,
  serviceType: null,
  divisionCode: null,
  appointmentDay: null,
  warranty: null,
  urgentOnly: false,
  openOnly: false,
};

export const narrowCount = (narrow: Narrow) =>
  Object.values(narrow).filter((value) => value !== null && value !== false).length;

const any = '';
const warranties = ['in_warranty', 'out_of_warranty', 'extended', 'joint'] as const;

/** One line of pickers under the head. */
export function FilterBar({ value, onChange }: { value: Narrow; onChange: (narrow: Narrow) => void }) {
  const t = useWords('orders');
  const { choices, named, say, serviceType } = useLifeWords();
  const people = usePeopleOptions();
  const anyone: Option = useMemo(() => ({ id: any, label: t('anyone') }), [t]);
  const set = (part: Partial<Narrow>) => onChange({ ...value, ...part });
  const or = (id: string) => (id === any ? null : id);
  return (
    <div className="ord-filter" role="group" aria-label={t('filter')}>
      <ComboBox
        label={t('filters.staff')}
        value={value.staffId ?? any}
        onChange={(id) => set({ staffId: or(id) })}
        options={[anyone, ...people]}
      />
      <Select
        label={t('filters.connection')}
        value={value.connectionId ?? any}
        onChange={(id) => set({ connectionId: or(id) })}
        options={[anyone, ...choices.connections.map((row) => ({ id: row.id, label: named(row) }))]}
      />
      <Select
        label={t('filters.serviceType')}
        value={value.serviceType ?? any}
        onChange={(id) => set({ serviceType: or(id) })}
        options={[anyone, ...choices.serviceTypes.map((type) => ({ id: type, label: serviceType(type) }))]}
      />
      <ComboBox
        label={t('filters.division')}
        value={value.divisionCode ?? any}
        onChange={(id) => set({ divisionCode: or(id) })}
        options={[anyone, ...choices.divisions.map((row) => ({ id: row.code, label: row.name }))]}
      />
      <Select
        label={t('filters.payer')}
        value={value.payerId ?? any}
        onChange={(id) => set({ payerId: or(id) })}
        options={[anyone, ...choices.payers.map((row) => ({ id: row.id, label: named(row) }))]}
      />
      <Select
        label={t('filters.warranty')}
        value={value.warranty ?? any}
        onChange={(id) => set({ warranty: or(id) })}
        options={[anyone, ...warranties.map((code) => ({ id: code, label: say('warranty', code) }))]}
      />
      <DateField
        label={t('filters.day')}
        value={value.appointmentDay}
        onChange={(appointmentDay) => set({ appointmentDay })}
      />
      <Checkbox
        label={t('filters.urgent')}
        checked={value.urgentOnly}
        onChange={(urgentOnly) => set({ urgentOnly })}
      />
      <Checkbox
        label={t('filters.open')}
        checked={value.openOnly}
        onChange={(openOnly) => set({ openOnly })}
      />
    </div>
  );
}
