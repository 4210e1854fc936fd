import { Printer, Sun } from 'lucide-react';
import { useState } from 'react';
import {
  AgoText,
  Badge,
  Banner,
  Button,
  Card,
  Checkbox,
  ComboBox,
  DateField,
  DateText,
  Deadline,
  Dialog,
  EmptyState,
  IconButton,
  Kbd,
  Light,
  Menu,
  Meter,
  MoneyText,
  NumberField,
  OrderState,
  PhoneText,
  Popover,
  QuantityText,
  Screen,
  Segments,
  Select,
  Skeleton,
  Stat,
  StatePill,
  TaskTray,
  TextField,
  toast,
  Totals,
} from '../ui/index.ts';
import { useScan } from '../lib/use-keys.ts';
import { nowSample } from './samples.ts';

const men = [
  { id: 'w', label: '王师傅', note: '78%', keys: 'wsf wang' },
  { id: 'z', label: '张师傅', note: '52%', keys: 'zsf zhang' },
  { id: 'c', label: '陈师傅', note: '91%', keys: 'csf chen' },
];
const states = [
  'received',
  'in_review',
  'ready',
  'dispatched',
  'accepted',
  'appointed',
  'departed',
  'arrived',
  'finished',
  'verified',
  'audited',
  'settled',
  'closed',
  'on_hold',
  'sent_back',
  'intercepted',
  'cancelled',
  'rework',
  'disputed',
  'returned_for_fix',
];

export function PartsScene() {
  const [text, setText] = useState('');
  const [words, setWords] = useState('');
  const [cancelled, setCancelled] = useState(0);
  const [fen, setFen] = useState<number | null>(34_000);
  const [man, setMan] = useState<string | null>('w');
  const [day, setDay] = useState<string | null>('2026-11-21');
  const [yes, setYes] = useState(true);
  const [view, setView] = useState('day');
  const [open, setOpen] = useState(false);
  useScan((code) => {
    toast.note(`扫到 ${code}`);
    return true;
  });
  return (
    <Screen
      title="Gallery"
      page
      views={
        <Segments
          label="x"
          value={view}
          onChange={setView}
          tabs={[
            { id: 'day', label: '日' },
            { id: 'week', label: '周' },
          ]}
        />
      }
    >
      <div className="stack">
        <div className="row row-wrap">
          <Button
            variant="primary"
            hotkey="Enter"
            onPress={() => toast.undo('1121-0409 已派给 王师傅', () => {})}
          >
            从最急的开始
          </Button>
          <Button hotkey="P" icon={<Printer size={14} />} onPress={() => toast.note('已存到 对账表.xlsx')}>
            打印
          </Button>
          <Button variant="danger" hotkey="X" onPress={() => setOpen(true)}>
            取消工单
          </Button>
          <Button disabled>不可用</Button>
          <Button variant="primary" pending>
            保存
          </Button>
          <Button variant="quiet">安静</Button>
          <IconButton label="主题" icon={<Sun size={16} />} hotkey="T" onPress={() => {}} />
          <Menu
            label="更多"
            actions={[
              { id: 'a', label: '改约', hotkey: 'B', run: () => {} },
              { id: 'b', label: '取消', danger: true, run: () => {} },
            ]}
          >
            <Button>更多</Button>
          </Menu>
          <Popover label="筛选" trigger={<Button>筛选</Button>}>
            内容
          </Popover>
          <TaskTray
            jobs={[{ id: '1', title: '导出 84,213 行', state: 'running', done: 420, total: 1000 }]}
            onCancel={() => {}}
          />
          <Kbd keys="Mod+K" />
          <Badge count={12} tone="blue" /> <Badge count={3} tone="red" />
          <Light light="green" /> <Light light="amber" /> <Light light="red" /> <Light light="grey" />
        </div>
        <div className="row row-wrap">
          {states.map((state) => (
            <OrderState key={state} state={state} />
          ))}
          <StatePill label="保外" />
        </div>
        <div className="row row-wrap">
          <MoneyText fen={-423_500} symbol /> <MoneyText fen={34_000} strong />{' '}
          <QuantityText milli={2500} unit="米" />
          <PhoneText phone="13812340317" /> <PhoneText phone="138****0317" />{' '}
          <PhoneText phone="13812340317" tail />
          <Deadline dueMs={nowSample + 25 * 60_000} /> <Deadline dueMs={nowSample - 125 * 60_000} />{' '}
          <Deadline dueMs={nowSample + 3 * 86_400_000} />
          <DateText atMs={nowSample + 6 * 3_600_000} /> <DateText atMs={nowSample + 86_400_000 * 5} />{' '}
          <DateText atMs={nowSample - 86_400_000 * 40} />
          <AgoText atMs={nowSample - 60_000} />
        </div>
        <div className="gallery-fields">
          <TextField label="用户姓名" required value={text} onChange={setText} />
          <NumberField label="金额" kind="money" unit="元" value={fen} onChange={setFen} />
          <Select label="师傅" options={men} value={man} onChange={setMan} />
          <ComboBox label="师傅（可找）" options={men} value={man} onChange={setMan} />
          <DateField label="预约日期" value={day} onChange={setDay} />
          <TextField
            label="备注"
            multiline
            value="到楼下先打电话"
            onChange={() => {}}
            help="只在网点内部看"
          />
          <TextField
            label="电话"
            value="1381234"
            onChange={() => {}}
            error="手机号少 4 位，请看着单子补齐。"
          />
          <Checkbox label="已讲解" checked={yes} onChange={setYes} />
        </div>
        <Banner text="3 条有变化" action={<Button size="small">刷新</Button>} />
        <Banner tone="amber" text="主机不在线，正在自动重连。" />
        <div className="ui-grid ui-grid-4">
          <Stat
            head={<StatePill tone="violet" shape="diamond" label="待审核" />}
            corner={<Kbd keys="1" />}
            number={12}
            text="4 单规则看不准，3 单疑似重复"
            onPress={() => {}}
            label="待审核 12"
          />
          <Stat
            head={<StatePill tone="amber" shape="ring" label="待派单" />}
            corner={<Kbd keys="2" />}
            number={14}
            text="1 单已超时，逾期扣 ¥20"
          />
          <Card title="负荷">
            <Meter percent={78} label="王师傅" />
          </Card>
          <Card title="空">
            <EmptyState title="没有待件" text="缺件的工单会排在这里。" />
          </Card>
        </div>
        <Totals
          items={[
            { label: '账单合计', value: <MoneyText fen={31_842_000} symbol /> },
            {
              label: '差异',
              value: (
                <span className="tone-red">
                  <MoneyText fen={-423_500} symbol />
                </span>
              ),
              note: '可申诉 3,870.00',
            },
          ]}
        />
        <Skeleton lines={3} />
      </div>
      <Dialog
        title="取消这张工单"
        open={open}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button onPress={() => setOpen(false)}>不取消</Button>
            <Button
              variant="primary"
              hint="Enter"
              onPress={() => {
                setOpen(false);
                setCancelled((count) => count + 1);
              }}
            >
              取消工单
            </Button>
          </>
        }
      >
        <TextField label="原因" value={text} onChange={setText} autoFocus />
        <ComboBox label="哪位师傅" options={men} value={man} onChange={setMan} />
        <NumberField label="退款" kind="money" unit="元" value={fen} onChange={setFen} />
        <TextField label="说明" multiline value={words} onChange={setWords} />
        <Checkbox label="告诉用户" checked={yes} onChange={setYes} />
      </Dialog>
      <output className="muted">取消了 {cancelled} 单</output>
    </Screen>
  );
}
