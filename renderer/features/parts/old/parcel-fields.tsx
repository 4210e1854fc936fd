import { useState } from 'react';
import { oldPartBearers } from '../../../../domain/stock/old-part.ts';
import { useWords } from '../../../i18n/index.ts';
import { DateField, NumberField, Select, TextField } from '../../../ui/index.ts';

export interface ParcelDraft {
  carrier: string;
  tracking: string;
  expectedDay: string | null;
  contents: string;
  freightFen: number;
  freightBearer: (typeof oldPartBearers)[number] | null;
}

export const noParcel: ParcelDraft = {
  carrier: '',
  tracking: '',
  expectedDay: null,
  contents: '',
  freightFen: 0,
  freightBearer: 'outlet',
};

export function useParcelDraft(begin: ParcelDraft) {
  const [draft, setDraft] = useState(begin);
  return { draft, set: (patch: Partial<ParcelDraft>) => setDraft((now) => ({ ...now, ...patch })) };
}

/** Carrier, number, the day it should be there, freight and who pays it: the same for parcels out and in. */
export function ParcelFields(props: {
  draft: ParcelDraft;
  set: (patch: Partial<ParcelDraft>) => void;
  onEnter: () => void;
}) {
  const { draft, set, onEnter } = props;
  const t = useWords('oldparts');
  return (
    <>
      <div className="parts-pair">
        <TextField
          label={t('parcel.carrier')}
          value={draft.carrier}
          maxLength={40}
          onChange={(carrier) => set({ carrier })}
          onEnter={onEnter}
          autoFocus
        />
        <TextField
          label={t('parcel.tracking')}
          value={draft.tracking}
          maxLength={60}
          onChange={(tracking) => set({ tracking: tracking.trim() })}
          onEnter={onEnter}
        />
      </div>
      <div className="parts-pair">
        <DateField
          label={t('parcel.expected')}
          value={draft.expectedDay}
          onChange={(expectedDay) => set({ expectedDay })}
        />
        <TextField
          label={t('parcel.contents')}
          value={draft.contents}
          maxLength={200}
          onChange={(contents) => set({ contents })}
          onEnter={onEnter}
        />
      </div>
      <div className="parts-pair">
        <NumberField
          kind="money"
          label={t('parcel.freight')}
          value={draft.freightFen}
          onChange={(fen) => set({ freightFen: Math.max(0, fen ?? 0) })}
          onEnter={onEnter}
        />
        <Select
          label={t('parcel.freightBy')}
          value={draft.freightBearer ?? 'outlet'}
          onChange={(id) => set({ freightBearer: id as (typeof oldPartBearers)[number] })}
          options={oldPartBearers.map((id) => ({ id, label: t(`bearer.${id}`) }))}
        />
      </div>
    </>
  );
}
