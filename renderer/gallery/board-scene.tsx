import { useState } from 'react';
import {
  Board,
  type BoardCard,
  type BoardTarget,
  BoardKeys,
  Button,
  Screen,
  Segments,
  StatePill,
} from '../ui/index.ts';

const slots = [
  { id: 'am', label: '上午 08:30–11:30' },
  { id: 'noon', label: '中午 11:30–13:30' },
  { id: 'pm', label: '下午 13:30–17:30' },
  { id: 'eve', label: '晚上 17:30–20:30' },
];
const people = [
  { id: 'w', name: '王师傅', note: '空调 · 热水器', load: 78 },
  { id: 'z', name: '张师傅', note: '空调 · 清洗', load: 52 },
  { id: 'c', name: '陈师傅', note: '空调 · 制冷', load: 91 },
  { id: 'l', name: '刘师傅', note: '洗衣机 · 维修', load: 64 },
  { id: 'zh', name: '周师傅', note: '锁 · 卫浴', load: 40 },
  { id: 'wu', name: '吴师傅', note: '家具 · 测量', load: 25 },
].map((person) => ({ ...person, loadText: `负荷 ${person.load}%` }));

const start: BoardCard[] = [
  {
    id: 'p1',
    personId: null,
    slotId: null,
    title: '晾衣架安装 ×1',
    sub: '锦绣花园 3-1702 · 李婉清',
  },
  {
    id: 'p2',
    personId: null,
    slotId: null,
    title: '智能锁安装',
    sub: '翠苑三区 21-402 · 孙雨桐',
  },
  {
    id: 'p3',
    personId: null,
    slotId: null,
    title: '热水器安装 16L',
    sub: '和睦新村 5-101 · 吴海燕',
  },
  { id: '1', personId: 'w', slotId: 'am', time: '09:00', title: '空调安装 ×2', sub: '滨江一号' },
  { id: '2', personId: 'w', slotId: 'pm', time: '16:00', title: '空调维修', sub: '白马湖', kind: 'proposal' },
  {
    id: '3',
    personId: 'c',
    slotId: 'am',
    time: '08:30',
    title: '空调维修 加氟',
    sub: '朝晖六区',
    kind: 'done',
  },
  { id: '4', personId: 'c', slotId: 'am', time: '10:20', title: '空调安装', sub: '沈家路' },
  { id: '5', personId: 'l', slotId: 'am', time: '09:00', title: '洗衣机维修', sub: '万科城', kind: 'void' },
];

export function BoardScene() {
  const [cards, setCards] = useState(start);
  const [current, setCurrent] = useState<string | null>('p1');
  const [target, setTarget] = useState<BoardTarget>({ personId: null, slotId: 'am' });
  const move = (id: string, personId: string, slotId: string) =>
    setCards(cards.map((card) => (card.id === id ? { ...card, personId, slotId, time: '14:00' } : card)));
  return (
    <Screen
      title="派单"
      views={
        <>
          <strong>11-21 周六 今天</strong>
          <Segments
            label="看法"
            value="day"
            onChange={() => {}}
            tabs={[
              { id: 'day', label: '日' },
              { id: 'week', label: '周' },
            ]}
          />
        </>
      }
      actions={
        <>
          <StatePill tone="blue" label="方案：5 单待确认" />
          <Button variant="primary" hint="Enter">
            全部接受
          </Button>
        </>
      }
      foot={
        <>
          <span>方案：路程合计 86 km（手排 121 km）</span>
          <BoardKeys people={people.length} />
        </>
      }
    >
      <Board
        label="派单板"
        people={people}
        slots={slots}
        cards={cards}
        leave={[{ personId: 'l', slotId: 'eve', label: '请假' }]}
        poolHead={
          <>
            <strong>待派 {cards.filter((card) => !card.personId).length}</strong>
            <span className="muted">按损失排序</span>
          </>
        }
        renderPoolCard={(card) => (
          <>
            <div className="strong">{card.title}</div>
            <div className="muted">{card.sub}</div>
          </>
        )}
        current={current}
        onCurrent={setCurrent}
        target={target}
        onTarget={setTarget}
        onGive={() => {
          if (current && target.personId && target.slotId) move(current, target.personId, target.slotId);
        }}
        onMove={move}
      />
    </Screen>
  );
}
