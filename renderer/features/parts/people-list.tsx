import { type Ref, useCallback, useMemo } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { type Column, type ListHandle, DayText, EmptyState, MoneyText, VirtualList } from '../../ui/index.ts';

export type Bag = OutputOf<'parts.bags'>['bags'][number];

/** People with the four figures of their bags; `short` leaves the figures that only matter in the bag view. */
export function PeopleList(props: {
  bags: readonly Bag[];
  openId: string | null;
  onChoose: (bag: Bag) => void;
  onEnter: (bag: Bag) => void;
  short?: boolean;
  listRef?: Ref<ListHandle>;
}) {
  const t = useWords('parts');
  const personName = usePersonName();
  const { bags, short = false } = props;
  const columns = useMemo(() => columnsOf(t, personName, short), [t, personName, short]);
  const getSlice = useCallback(async (from: number, to: number) => bags.slice(from, to), [bags]);
  const at = bags.findIndex((bag) => bag.staffId === props.openId);
  return (
    <VirtualList
      ref={props.listRef}
      label={t(short ? 'issue.people' : 'bags.list')}
      total={bags.length}
      version={JSON.stringify(bags)}
      getSlice={getSlice}
      rowKey={(row) => row.staffId}
      columns={columns}
      active={at < 0 ? null : at}
      onActive={(_, row) => {
        if (row) props.onChoose(row);
      }}
      onOpen={(row) => props.onEnter(row)}
      autoFocus
      empty={<EmptyState title={t('bags.pickTitle')} />}
    />
  );
}

function columnsOf(
  t: ReturnType<typeof useWords>,
  personName: ReturnType<typeof usePersonName>,
  short: boolean,
): readonly Column<Bag>[] {
  const count = (value: number, loud = false) =>
    value === 0 ? (
      <span className="faint">—</span>
    ) : (
      <span className={loud ? 'parts-soon' : undefined}>{value}</span>
    );
  const all: (Column<Bag> & { wide?: boolean })[] = [
    {
      id: 'staff',
      header: t('bags.staff'),
      width: 110,
      grow: true,
      cell: (row) => (
        <>
          {personName(row.staffName)} <span className="faint">{row.staffCode}</span>
        </>
      ),
    },
    {
      id: 'onHand',
      header: t('bags.onHand'),
      width: 90,
      align: 'end',
      cell: (row) => <MoneyText fen={row.onHandFen} />,
    },
    {
      id: 'parts',
      header: t('bags.parts'),
      width: 64,
      align: 'end',
      wide: true,
      cell: (row) => count(row.parts),
    },
    {
      id: 'reserved',
      header: t('bags.reserved'),
      width: 64,
      align: 'end',
      cell: (row) => count(row.reservedLines),
    },
    {
      id: 'requested',
      header: t('bags.requested'),
      width: 72,
      align: 'end',
      wide: true,
      cell: (row) => count(row.requestedLines),
    },
    {
      id: 'old',
      header: t('bags.old'),
      width: 80,
      align: 'end',
      cell: (row) => count(row.oldPartsOwed, row.oldPartsOwed > 0),
    },
    {
      id: 'due',
      header: t('bags.due'),
      width: 90,
      wide: true,
      cell: (row) => <DayText day={row.oldestDueDay} />,
    },
    {
      id: 'toReturn',
      header: t('bags.toReturn'),
      width: 72,
      align: 'end',
      wide: true,
      cell: (row) => count(row.toReturn, true),
    },
    {
      id: 'limit',
      header: t('bags.limit'),
      width: 90,
      align: 'end',
      wide: true,
      cell: (row) => <MoneyText fen={row.limitFen} />,
    },
  ];
  return all.filter((column) => !(short && column.wide));
}
