import { useNavigate } from 'react-router';
import type { ReactNode } from 'react';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import {
  Button,
  DayText,
  DocumentPage,
  ErrorLine,
  type LineColumn,
  LineTable,
  MoneyText,
  QuantityText,
  Section,
  Skeleton,
} from '../../../ui/index.ts';
import type { PlaceFigures } from './places-screen.tsx';

type Rows = OutputOf<'parts.placeRows'>;
type Part = Pick<Rows['onHand'][number], 'partId' | 'code' | 'nameZh' | 'nameEn'>;

/** What the four figures of one place are made of, row by row. */
export function PlaceDocument({ place }: { place: PlaceFigures }) {
  const t = useWords('stockplaces');
  const parts = useWords('parts');
  const f = useFormat();
  const name = useInLanguage();
  const personName = usePersonName();
  const navigate = useNavigate();
  const { data, faultText } = useQuery('parts.placeRows', { locationId: place.id });
  const part = <R extends Part>(more: (row: R) => string = () => ''): LineColumn<R> => ({
    id: 'part',
    header: parts('issue.part'),
    cell: (row) => (
      <>
        {name(row.nameZh, row.nameEn)}{' '}
        <span className="faint">
          {row.code} {more(row)}
        </span>
      </>
    ),
  });
  const day = (text: string | null): ReactNode => (text === null ? '' : <DayText day={text} />);
  const figure = (lines: number, fen: number) =>
    lines === 0 ? t('none') : t('count', { count: lines, money: f.money(fen) });
  const { staffId } = place;
  return (
    <DocumentPage
      title={place.staffName === null ? name(place.nameZh, place.nameEn) : personName(place.staffName)}
      subtitle={`${t(`kinds.${place.kind}`)} · ${place.code}`}
      actions={
        staffId === null ? null : (
          <Button hotkey="O" onPress={() => void navigate(`/parts/bags/${staffId}`)}>
            {t('openBag')}
          </Button>
        )
      }
    >
      <ErrorLine text={faultText} />
      {data === undefined ? (
        <Skeleton lines={8} />
      ) : (
        <>
          <Section title={`${t('onHand')} · ${figure(place.parts, place.onHandFen)}`}>
            {data.onHand.length === 0 ? null : (
              <LineTable
                label={t('onHand')}
                rows={data.onHand}
                rowKey={(row) => [row.partId, row.bin, row.condition, row.lot, row.serial].join('|')}
                columns={[
                  part((row: Rows['onHand'][number]) => [row.bin, row.serial || row.lot].join(' ')),
                  {
                    id: 'state',
                    header: t('state'),
                    cell: (row) => parts(`condition.${row.condition}`),
                  },
                  {
                    id: 'quantity',
                    header: t('onHand'),
                    align: 'end',
                    cell: (row) => <QuantityText milli={row.quantityMilli} unit={row.unit} />,
                  },
                  {
                    id: 'free',
                    header: t('free'),
                    align: 'end',
                    cell: (row) => f.milli(row.quantityMilli - row.reservedMilli),
                  },
                  {
                    id: 'value',
                    header: t('onHandValue'),
                    align: 'end',
                    cell: (row) => <MoneyText fen={row.valueFen} />,
                  },
                ]}
              />
            )}
          </Section>
          <Section title={`${t('reserved')} · ${figure(place.reservedLines, place.reservedFen)}`}>
            {data.reserved.length === 0 ? null : (
              <LineTable
                label={t('reserved')}
                rows={data.reserved}
                rowKey={(row) => row.id}
                columns={[
                  part<Rows['reserved'][number]>(),
                  {
                    id: 'order',
                    header: t('order'),
                    cell: (row) => [row.orderNumber, personName(row.staffName)].join(' '),
                  },
                  { id: 'day', header: parts('papers.day'), cell: (row) => day(row.day) },
                  {
                    id: 'quantity',
                    header: t('reserved'),
                    align: 'end',
                    cell: (row) => <QuantityText milli={row.quantityMilli} unit={row.unit} />,
                  },
                ]}
              />
            )}
          </Section>
          <Section title={`${t('requested')} · ${figure(place.requestedLines, place.requestedFen)}`}>
            {data.requested.length === 0 ? null : (
              <LineTable
                label={t('requested')}
                rows={data.requested}
                rowKey={(row) => row.id}
                columns={[
                  part<Rows['requested'][number]>(),
                  {
                    id: 'request',
                    header: t('request'),
                    cell: (row) => `${row.number} · ${parts(`request.state.${row.state}`)}`,
                  },
                  { id: 'order', header: t('order'), cell: (row) => row.orderNumber },
                  { id: 'expected', header: t('expected'), cell: (row) => day(row.expectedDay) },
                  {
                    id: 'quantity',
                    header: t('requested'),
                    align: 'end',
                    cell: (row) => <QuantityText milli={row.owedMilli} unit={row.unit} />,
                  },
                ]}
              />
            )}
          </Section>
          <Section title={`${t('old')} · ${figure(place.oldPartsOwed, place.oldPartsFen)}`}>
            {data.old.length === 0 ? null : (
              <LineTable
                label={t('old')}
                rows={data.old}
                rowKey={(row) => row.id}
                columns={[
                  part<Rows['old'][number]>((row) => row.labelNumber ?? ''),
                  { id: 'order', header: t('order'), cell: (row) => row.orderNumber ?? '' },
                  { id: 'state', header: t('state'), cell: (row) => parts(`old.state.${row.state}`) },
                  { id: 'due', header: t('due'), cell: (row) => day(row.dueDay) },
                  {
                    id: 'value',
                    header: t('oldValue'),
                    align: 'end',
                    cell: (row) => <MoneyText fen={row.amountFen} />,
                  },
                ]}
              />
            )}
          </Section>
        </>
      )}
    </DocumentPage>
  );
}
