import { useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { useUnits } from '../../lib/use-units.ts';
import {
  Button,
  DayText,
  DocumentPage,
  ErrorLine,
  Facts,
  LineTable,
  QuantityText,
  Section,
  Skeleton,
  StatePill,
} from '../../ui/index.ts';
import { PrintButton } from '../paper/print-button.tsx';
import { PartCard } from './part-card.tsx';
import { ReceiveDialog } from './receive-dialog.tsx';
import { ScrapDialog, scrappable } from './scrap-dialog.tsx';
import { TransferDialog } from './transfer-dialog.tsx';

type PartDocumentData = OutputOf<'parts.get'>;

/** A part: where it is, who has it promised, its card at any moment. */
export function PartDocument({ id }: { id: string }) {
  const { data, loading, faultText } = useQuery('parts.get', { id }, { keep: true });
  if (faultText) return <ErrorLine text={faultText} />;
  if (loading || !data) return <Skeleton lines={10} />;
  return <Loaded data={data} />;
}

function Loaded({ data }: { data: PartDocumentData }) {
  const t = useWords('parts');
  const f = useFormat();
  const name = useInLanguage();
  const mayReceive = useCan('stock.receive') !== null;
  const mayScrap = useCan('stock.adjust') !== null;
  const mayMove = useCan('stock.transfer') !== null;
  const [dialog, setDialog] = useState<'receive' | 'transfer' | 'scrap' | null>(null);
  const { part } = data;
  const unitText = useUnits();
  const quantity = (milli: number) => `${f.milli(milli)} ${unitText(part.unit)}`;
  const freeMilli = data.balances
    .filter(
      (row) => row.condition === 'good' && (row.locationKind === 'main' || row.locationKind === 'sub_shop'),
    )
    .reduce((sum, row) => sum + row.quantityMilli - row.reservedMilli, 0);
  return (
    <DocumentPage
      marks={
        <>
          <StatePill
            tone={part.ownerKind === 'payer' ? 'violet' : 'grey'}
            label={t(`owner.${part.ownerKind}`)}
          />
          <StatePill
            tone={freeMilli > 0 ? 'green' : 'amber'}
            shape={freeMilli > 0 ? 'full' : 'ring'}
            label={t('doc.onHand', { quantity: quantity(freeMilli) })}
          />
          {part.shortMilli > 0 ? (
            <StatePill
              tone="red"
              shape="pause"
              label={t('doc.waiting', { quantity: quantity(part.shortMilli) })}
            />
          ) : null}
          {part.minMilli > 0 && part.storeMilli < part.minMilli ? (
            <StatePill
              tone="amber"
              shape="ring"
              label={t('doc.low', { quantity: quantity(part.minMilli) })}
            />
          ) : null}
        </>
      }
      title={name(part.nameZh, part.nameEn)}
      subtitle={`${[part.code, f.language === 'zh' ? part.category : '', part.barcodes[0] ?? ''].filter((text) => text !== '').join(' · ')}`}
      actions={
        <>
          {mayReceive ? (
            <Button variant="primary" hotkey="E" onPress={() => setDialog('receive')}>
              {t('doc.receive')}
            </Button>
          ) : null}
          {mayMove ? (
            <Button hotkey="T" onPress={() => setDialog('transfer')}>
              {t('doc.transfer')}
            </Button>
          ) : null}
          {mayScrap ? (
            <Button
              hotkey="X"
              variant="quiet"
              disabled={scrappable(data.balances).length === 0}
              onPress={() => setDialog('scrap')}
            >
              {t('doc.scrap')}
            </Button>
          ) : null}
          <PrintButton kind="part_label" ids={[part.id]} hotkey="P" single />
        </>
      }
    >
      <Section>
        <Facts
          items={[
            part.payerNameZh
              ? { label: t('doc.payer'), value: name(part.payerNameZh, part.payerNameEn) }
              : null,
            { label: t('doc.bin'), value: part.bin },
            { label: t('doc.tracking'), value: t(`tracking.${part.tracking}`) },
            { label: t('doc.price'), value: `${f.money(part.costFen)} · ${f.money(part.customerPriceFen)}` },
            part.valueFen === null ? null : { label: t('doc.value'), value: f.money(part.valueFen) },
            { label: t('doc.limits'), value: `${quantity(part.minMilli)} · ${quantity(part.maxMilli)}` },
            {
              label: t('doc.oldPart'),
              value: part.oldPartReturn
                ? t('doc.oldPartDays', { days: part.oldPartDays ?? '' })
                : t('doc.oldPartNone'),
            },
            { label: t('doc.models'), value: part.models.join(' · ') },
            {
              label: t('doc.units'),
              value: part.units
                .map((unit) =>
                  t('doc.unitLine', {
                    unit: unitText(unit.unit),
                    quantity: f.milli(unit.perMilli),
                    base: unitText(part.unit),
                  }),
                )
                .join(' · '),
            },
            {
              label: t('doc.substitutes'),
              value: part.substitutes
                .map(
                  (one) =>
                    `${one.code} ${name(one.nameZh, one.nameEn)} ${f.milli(one.freeMilli)} ${one.note}`,
                )
                .join(' · '),
            },
          ]}
        />
      </Section>
      <Section title={t('doc.balances')}>
        {data.balances.length === 0 ? (
          <p className="muted">{t('doc.nothing')}</p>
        ) : (
          <LineTable
            label={t('doc.balances')}
            rows={data.balances}
            rowKey={(row) =>
              `${row.locationId}|${row.bin}|${row.condition}|${row.ownerId}|${row.lot}|${row.serial}`
            }
            columns={[
              {
                id: 'place',
                header: t('doc.place'),
                cell: (row) => `${name(row.locationNameZh, row.locationNameEn)} ${row.bin}`,
              },
              {
                id: 'condition',
                header: t('doc.state'),
                cell: (row) => (
                  <StatePill
                    tone={row.condition === 'good' ? 'green' : 'grey'}
                    label={t(`condition.${row.condition}`)}
                  />
                ),
              },
              {
                id: 'lot',
                header: t('doc.lotSerial'),
                cell: (row) => (
                  <>
                    {row.serial || row.lot}{' '}
                    {row.expiresDay ? (
                      <span className="faint">
                        <DayText day={row.expiresDay} />
                      </span>
                    ) : null}
                  </>
                ),
              },
              {
                id: 'held',
                header: t('doc.held'),
                align: 'end',
                cell: (row) => (row.reservedMilli === 0 ? '' : f.milli(row.reservedMilli)),
              },
              {
                id: 'quantity',
                header: t('doc.quantity'),
                align: 'end',
                cell: (row) => <QuantityText milli={row.quantityMilli} unit={part.unit} />,
              },
            ]}
          />
        )}
      </Section>
      <Promises data={data} />
      <PartCard partId={part.id} unit={part.unit} balances={data.balances} />
      {dialog === 'receive' ? <ReceiveDialog part={part} onClose={() => setDialog(null)} /> : null}
      {dialog === 'scrap' ? (
        <ScrapDialog part={part} balances={data.balances} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'transfer' ? (
        <TransferDialog part={part} balances={data.balances} onClose={() => setDialog(null)} />
      ) : null}
    </DocumentPage>
  );
}

const resTones = { held: 'green', issued: 'blue', short: 'red' } as const;

function Promises({ data }: { data: PartDocumentData }) {
  const t = useWords('parts');
  const personName = usePersonName();
  const mayRelease = useCan('parts.request') !== null;
  const release = useCommand('parts.release');
  if (data.reservations.length === 0) return null;
  return (
    <Section title={t('doc.reservations')}>
      <ErrorLine text={release.faultText} />
      <LineTable
        label={t('doc.reservations')}
        rows={data.reservations}
        rowKey={(row) => row.id}
        columns={[
          {
            id: 'state',
            header: t('old.status'),
            cell: (row) => (
              <StatePill
                tone={resTones[row.state as 'held'] ?? 'grey'}
                label={t(`doc.resState.${row.state}`)}
              />
            ),
          },
          { id: 'order', header: t('doc.order'), cell: (row) => row.orderNumber },
          { id: 'user', header: t('doc.user'), cell: (row) => row.customerName },
          { id: 'man', header: t('doc.man'), cell: (row) => personName(row.staffName) },
          {
            id: 'quantity',
            header: t('doc.quantity'),
            align: 'end',
            cell: (row) => <QuantityText milli={row.quantityMilli} unit={data.part.unit} />,
          },
          {
            id: 'act',
            header: '',
            align: 'end',
            cell: (row) =>
              mayRelease && row.state !== 'issued' ? (
                <Button
                  size="small"
                  variant="quiet"
                  onPress={() => void release.run({ reservationId: row.id })}
                >
                  {t('doc.release')}
                </Button>
              ) : null,
          },
        ]}
      />
    </Section>
  );
}
