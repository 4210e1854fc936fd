import { useState } from 'react';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useQuery } from '../../../lib/query.tsx';
import { useNames } from '../../../lib/use-names.ts';
import {
  Button,
  Card,
  ErrorLine,
  LineTable,
  MoneyText,
  Skeleton,
  StatePill,
  type Tone,
} from '../../../ui/index.ts';
import { AreaDialog } from './area-dialog.tsx';
import './coverage.css';
import { TierDialog } from './tier-dialog.tsx';

export type Coverage = OutputOf<'outlet.coverage'>;
export type Tier = Coverage['tiers'][number];
export type Area = Coverage['areas'][number];

type Open = { what: 'tier'; tier: Tier | null } | { what: 'area'; area: Area | null };

const tones: Record<Area['coverage'], Tone> = {
  self: 'green',
  sub_shop: 'blue',
  take_and_mark: 'amber',
  refuse: 'grey',
};

export const kmText = (metres: number): string => String(metres / 1000);

/** Where the outlet goes: tiers of distance, and the counties with who serves them. */
export function CoverageView() {
  const t = useWords('coverage');
  const named = useNames();
  const mayWrite = useCan('settings.write') !== null;
  const { data, loading, faultText } = useQuery(
    'outlet.coverage',
    {},
    { keep: true, tables: ['division', 'distance_tier', 'sub_shop', 'work_order'] },
  );
  const [open, setOpen] = useState<Open | null>(null);
  if (loading && !data) return <Skeleton lines={8} />;
  if (!data) return <ErrorLine text={faultText} />;
  const close = () => setOpen(null);
  const change = (label: string, next: Open) =>
    mayWrite ? (
      <Button
        size="small"
        variant="quiet"
        aria-label={`${t('change')} ${label}`}
        onPress={() => setOpen(next)}
      >
        {t('change')}
      </Button>
    ) : null;
  return (
    <div className="coverage">
      <Card
        title={t('areas')}
        aside={
          mayWrite ? (
            <Button size="small" hotkey="N" onPress={() => setOpen({ what: 'area', area: null })}>
              {t('addArea')}
            </Button>
          ) : null
        }
      >
        <p className="muted coverage-hint">{t('areasHint')}</p>
        {data.areas.length === 0 ? <p className="muted">{t('noAreas')}</p> : null}
        <LineTable
          label={t('areas')}
          rows={data.areas}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'name',
              header: t('area'),
              cell: (row) => <span className="strong coverage-name">{row.name}</span>,
            },
            {
              id: 'how',
              header: t('how'),
              cell: (row) => (
                <span className="row">
                  <StatePill tone={tones[row.coverage]} label={t(`kind.${row.coverage}`)} />
                  {row.subShopId === null || row.coverage !== 'sub_shop' ? null : (
                    <span
                      className="muted truncate"
                      title={named(data.subShops.find((shop) => shop.id === row.subShopId))}
                    >
                      {named(data.subShops.find((shop) => shop.id === row.subShopId))}
                    </span>
                  )}
                </span>
              ),
            },
            {
              id: 'tier',
              header: t('tier'),
              cell: (row) => named(data.tiers.find((tier) => tier.code === row.tierCode)) || '—',
            },
            {
              id: 'distance',
              header: t('distance'),
              align: 'end',
              cell: (row) => (row.distanceM === null ? '—' : t('km', { n: kmText(row.distanceM) })),
            },
            {
              id: 'extra',
              header: t('extraHours'),
              align: 'end',
              cell: (row) => (row.extraHours === 0 ? '—' : t('moreHours', { n: row.extraHours })),
            },
            { id: 'open', header: t('openOrders'), align: 'end', cell: (row) => row.openOrders },
            {
              id: 'do',
              header: '',
              align: 'end',
              cell: (row) => change(row.name, { what: 'area', area: row }),
            },
          ]}
        />
      </Card>
      <Card
        title={t('tiers')}
        aside={
          mayWrite ? (
            <Button size="small" hotkey="T" onPress={() => setOpen({ what: 'tier', tier: null })}>
              {t('addTier')}
            </Button>
          ) : null
        }
      >
        <p className="muted coverage-hint">{t('tiersHint')}</p>
        {data.tiers.length === 0 ? <p className="muted">{t('noTiers')}</p> : null}
        <LineTable
          label={t('tiers')}
          rows={data.tiers}
          rowKey={(row) => row.id}
          columns={[
            { id: 'name', header: t('name'), cell: (row) => <span className="strong">{named(row)}</span> },
            {
              id: 'span',
              header: t('span'),
              cell: (row) =>
                row.toM === null
                  ? t('from', { from: kmText(row.fromM) })
                  : t('fromTo', { from: kmText(row.fromM), to: kmText(row.toM) }),
            },
            {
              id: 'factor',
              header: t('factor'),
              align: 'end',
              cell: (row) =>
                row.factorMilli === 1000 || row.factorMilli === 0 ? '—' : `×${row.factorMilli / 1000}`,
            },
            {
              id: 'fee',
              header: t('fee'),
              align: 'end',
              cell: (row) =>
                row.technicianFeeFen === 0 ? '—' : <MoneyText fen={row.technicianFeeFen} symbol />,
            },
            { id: 'areas', header: t('areaCount'), align: 'end', cell: (row) => row.areas },
            {
              id: 'do',
              header: '',
              align: 'end',
              cell: (row) => change(named(row), { what: 'tier', tier: row }),
            },
          ]}
        />
      </Card>
      {open?.what === 'tier' ? (
        <TierDialog tier={open.tier} last={data.tiers.at(-1) ?? null} onClose={close} />
      ) : null}
      {open?.what === 'area' ? <AreaDialog area={open.area} data={data} onClose={close} /> : null}
    </div>
  );
}
