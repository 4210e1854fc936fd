import { useMemo, useState } from 'react';
import { countablePlaces } from '../../../../domain/stock/count.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import { Button, Checkbox, ComboBox, Dialog, ErrorLine, Select, TextField } from '../../../ui/index.ts';

const scopes = ['place', 'bin', 'bag', 'sample'] as const;
type Scope = (typeof scopes)[number];

/** What is to be counted: a place, some of its shelves, a person's bag, or a sample nobody chose. */
export function OpenDialog(props: { onClose: () => void; onOpened: (id: string) => void }) {
  const t = useWords('stocktake');
  const name = useInLanguage();
  const personName = usePersonName();
  const places = useQuery('parts.places', {});
  const open = useCommand('parts.countOpen');
  const [scope, setScope] = useState<Scope>('place');
  const [placeId, setPlaceId] = useState<string | null>(null);
  const [staffId, setStaffId] = useState<string | null>(null);
  const [bins, setBins] = useState('');
  const [size, setSize] = useState('10');
  const [title, setTitle] = useState('');
  const [blind, setBlind] = useState(true);
  const all = useMemo(() => places.data?.places ?? [], [places.data]);
  const shelves = all.filter(
    (place) => place.kind !== 'bag' && (countablePlaces as readonly string[]).includes(place.kind),
  );
  const bags = all.filter((place) => place.kind === 'bag' && place.staffId !== null);
  const chosen = placeId ?? shelves[0]?.id ?? null;
  const wanted = bins.split(/[\s,，、]+/).filter((bin) => bin !== '');
  const sampleSize = /^\d{1,3}$/.test(size.trim()) ? Number(size.trim()) : 0;
  const ready =
    (scope === 'bag' ? staffId !== null : chosen !== null) &&
    (scope !== 'bin' || wanted.length > 0) &&
    (scope !== 'sample' || (sampleSize > 0 && sampleSize <= 500));
  const go = async () => {
    if (!ready || open.pending) return;
    const done = await open.run({
      scope,
      locationId: scope === 'bag' ? null : chosen,
      staffId: scope === 'bag' ? staffId : null,
      bins: scope === 'bin' ? wanted : [],
      sampleSize: scope === 'sample' ? sampleSize : null,
      blind,
      title,
    });
    if (done) props.onOpened(done.countId);
  };
  return (
    <Dialog
      title={t('open.title')}
      open
      onClose={props.onClose}
      actions={
        <Button
          variant="primary"
          hint="Enter"
          disabled={!ready}
          pending={open.pending}
          onPress={() => void go()}
        >
          {t('open.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <p className="muted">{t('open.text')}</p>
        <ErrorLine text={open.faultText} />
        <Select
          label={t('open.scope')}
          value={scope}
          onChange={(id) => setScope(id as Scope)}
          options={scopes.map((id) => ({ id, label: t(`scope.${id}`) }))}
          autoFocus
        />
        {scope === 'bag' ? (
          <ComboBox
            label={t('open.person')}
            value={staffId}
            onChange={setStaffId}
            options={bags.map((bag) => ({
              id: bag.staffId ?? '',
              label: personName(bag.staffName),
              note: bag.code,
              keys: bag.code.toLowerCase(),
            }))}
          />
        ) : (
          <ComboBox
            label={t('place')}
            value={chosen}
            onChange={setPlaceId}
            options={shelves.map((place) => ({
              id: place.id,
              label: name(place.nameZh, place.nameEn),
              note: place.code,
              keys: place.code.toLowerCase(),
            }))}
          />
        )}
        {scope === 'bin' ? (
          <TextField
            label={t('open.bins')}
            value={bins}
            onChange={setBins}
            placeholder="A1-01 A1-02"
            onEnter={() => void go()}
          />
        ) : null}
        {scope === 'sample' ? (
          <TextField
            label={t('open.size')}
            value={size}
            onChange={setSize}
            inputMode="numeric"
            onEnter={() => void go()}
          />
        ) : null}
        <TextField
          label={t('open.name')}
          value={title}
          onChange={setTitle}
          maxLength={60}
          onEnter={() => void go()}
        />
        <Checkbox label={t('open.blind')} checked={blind} onChange={setBlind} />
      </div>
    </Dialog>
  );
}
