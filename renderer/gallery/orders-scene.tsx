import { useRef, useState } from 'react';
import { useWords } from '../i18n/index.ts';
import {
  Button,
  ChangedBanner,
  type Column,
  DateText,
  Deadline,
  DocumentPage,
  EmptyState,
  Facts,
  LineTable,
  ListDocument,
  type ListHandle,
  Menu,
  MoneyTable,
  MoneyText,
  OrderState,
  PhoneText,
  Screen,
  Section,
  StatePill,
  Tabs,
  Timeline,
  toast,
  useDocumentRoute,
  VirtualList,
} from '../ui/index.ts';
import { BulkBar } from '../ui/bulk-bar.tsx';
import { nowSample, type SampleOrder, sampleOrder } from './samples.ts';

const columns: readonly Column<SampleOrder>[] = [
  { id: 'due', header: '时限', width: 96, sortable: true, cell: (row) => <Deadline dueMs={row.dueMs} /> },
  { id: 'state', header: '状态', width: 108, cell: (row) => <OrderState state={row.state} /> },
  { id: 'no', header: '单号', width: 92, cell: (row) => row.no },
  { id: 'item', header: '项目', width: 150, grow: true, cell: (row) => row.item },
  {
    id: 'user',
    header: '用户',
    width: 130,
    cell: (row) => (
      <span className="vl-text">
        {row.name}{' '}
        <span className="faint">
          <PhoneText phone={row.phone} tail />
        </span>
      </span>
    ),
  },
  { id: 'address', header: '地址', width: 150, grow: true, cell: (row) => row.address },
  { id: 'source', header: '来源', width: 64, cell: (row) => row.source },
  { id: 'man', header: '师傅', width: 70, cell: (row) => row.technician || '—' },
  { id: 'at', header: '预约', width: 96, cell: (row) => <DateText atMs={row.appointmentMs} /> },
  { id: 'fen', header: '金额', width: 80, align: 'end', cell: (row) => <MoneyText fen={row.fen} /> },
];

export function OrdersScene({ rows }: { rows: number }) {
  const { openId, open, close } = useDocumentRoute('');
  const t = useWords('ui');
  const [active, setActive] = useState<number | null>(openId ? Number(openId.slice(1)) : 1);
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set([4, 5]));
  const [view, setView] = useState('todo');
  const list = useRef<ListHandle>(null);
  const shown = openId ?? 'o1';
  return (
    <Screen
      title="工单"
      views={
        <Tabs
          label="视图"
          value={view}
          onChange={setView}
          tabs={[
            { id: 'todo', label: '要处理', count: 34 },
            { id: 'review', label: '待审核', count: 12 },
            { id: 'ready', label: '待派单', count: 14 },
            { id: 'today', label: '今天上门', count: 46 },
            { id: 'all', label: '全部', count: rows },
          ]}
        />
      }
      actions={
        <>
          <Button hotkey="F" onPress={() => {}}>
            筛选
          </Button>
          <Button
            variant="primary"
            hotkey="N"
            onPress={() => toast.undo('1121-0409 已派给 王师傅', () => {})}
          >
            新建工单
          </Button>
        </>
      }
    >
      <ChangedBanner count={3} onReload={() => {}} />
      <ListDocument
        name="gallery"
        listRef={list}
        onClose={close}
        placeholder={<EmptyState title="选一张工单" text="上下键移动，回车打开。" />}
        list={
          <>
            <VirtualList
              ref={list}
              label="工单"
              total={rows}
              version={view}
              getSlice={async (from, to) => {
                await new Promise((resolve) => setTimeout(resolve, 15));
                return Array.from({ length: to - from }, (_, index) => sampleOrder(from + index));
              }}
              rowKey={(row) => row.id}
              columns={columns}
              active={active}
              onActive={(index, row) => {
                setActive(index);
                if (row) open(row.id);
              }}
              onOpen={(row) => open(row.id, { now: true })}
              selected={selected}
              onSelected={setSelected}
              sort={{ id: 'due', down: false }}
              onSort={() => {}}
              autoFocus
              empty={<EmptyState title={t('nothingFound')} />}
            />
            <BulkBar
              count={selected.size}
              note="同一用户、同一地址，可合并"
              onClear={() => setSelected(new Set())}
            >
              <Button hotkey="M" onPress={() => {}}>
                合并
              </Button>
              <Button hotkey="H" onPress={() => {}}>
                挂起
              </Button>
            </BulkBar>
          </>
        }
        document={<SampleDocument id={shown} />}
      />
    </Screen>
  );
}

function SampleDocument({ id }: { id: string }) {
  const order = sampleOrder(Number(id.slice(1)));
  return (
    <DocumentPage
      marks={
        <>
          <OrderState state={order.state} />
          <StatePill tone="amber" label="剩 25 分钟 · 逾期扣 ¥20" />
        </>
      }
      title={order.item}
      subtitle={`${order.no} · ${order.source} 7719…0332 · 今天 08:12 进单`}
      actions={
        <>
          <Button variant="primary" hotkey="A" onPress={() => {}}>
            改派
          </Button>
          <Button hotkey="B" onPress={() => {}}>
            预约
          </Button>
          <Button hotkey="P" onPress={() => {}}>
            打印
          </Button>
          <Menu
            label="更多"
            actions={[
              { id: 'x', label: '挂起', run: () => {} },
              { id: 'y', label: '取消', run: () => {}, danger: true },
            ]}
          >
            <Button>更多</Button>
          </Menu>
        </>
      }
    >
      <Section>
        <Facts
          items={[
            {
              label: '用户',
              value: (
                <>
                  {order.name} <PhoneText phone="138****0317" />
                </>
              ),
            },
            {
              label: '地址',
              value: (
                <>
                  滨江区 {order.address} <span className="faint">离网点 6.2 km</span>
                </>
              ),
            },
            { label: '预约', value: <DateText atMs={order.appointmentMs} /> },
            { label: '师傅', value: order.technician },
          ]}
        />
      </Section>
      <Section title="项目与费用">
        <MoneyTable
          label="费用"
          lines={[
            { id: '1', label: '挂机安装 1.5匹', quantity: '2 台', fen: 24_000 },
            { id: '2', label: '高空作业 12 层', quantity: '2 次', fen: 10_000 },
            { id: '3', label: '应收京东（规则 v7 · 查看）', fen: 34_000, kind: 'total' },
            { id: '4', label: '师傅提成', fen: 18_700, kind: 'quiet' },
          ]}
        />
      </Section>
      <Section title="配件" mark={<StatePill tone="green" label="已锁定" />}>
        <LineTable
          label="配件"
          headless
          rows={[
            ['铜管 1.5匹 5 m', '2 根', '总库 A-03'],
            ['空调支架 不锈钢', '2 副', '总库 B-11'],
          ]}
          rowKey={(row) => row[0] ?? ''}
          columns={[0, 1, 2].map((at) => ({
            id: String(at),
            header: ['名称', '数量', '货位'][at] ?? '',
            cell: (row: string[]) => row[at],
          }))}
        />
      </Section>
      <Section title="经过">
        <Timeline
          entries={[
            { id: '1', atMs: nowSample, what: '陈敏 派给 王师傅', why: '技能、距离、负荷' },
            {
              id: '2',
              atMs: nowSample - 960_000,
              what: '规则「京东空调直放」放行',
              why: '金额 340 ≤ 500，区域内',
            },
            { id: '3', atMs: nowSample - 2_100_000, what: '已回传京东：指派', kind: 'ok' },
          ]}
        />
      </Section>
    </DocumentPage>
  );
}
