import {
  Deadline,
  DocumentPage,
  EmptyState,
  Facts,
  OrderState,
  PhoneText,
  Queue,
  Screen,
  Section,
} from '../ui/index.ts';
import { sampleOrder } from './samples.ts';

const items = Array.from({ length: 9 }, (_, index) => ({ ...sampleOrder(index), state: 'in_review' }));

export function QueueScene() {
  return (
    <Screen title="审核">
      <Queue
        name="gallery"
        label="待审核"
        items={items}
        itemKey={(item) => item.id}
        renderItem={(item) => (
          <>
            <div className="row spread">
              <span className="strong">{item.item}</span>
              <Deadline dueMs={item.dueMs} />
            </div>
            <div className="muted">
              {item.name} · {item.address}
            </div>
          </>
        )}
        renderDesk={(item) => (
          <DocumentPage marks={<OrderState state={item.state} />} title={item.item} subtitle={item.no}>
            <Section title="用户">
              <Facts
                items={[
                  { label: '姓名', value: item.name },
                  { label: '电话', value: <PhoneText phone={item.phone} /> },
                  { label: '地址', value: item.address },
                ]}
              />
            </Section>
          </DocumentPage>
        )}
        decisions={[
          { id: 'pass', label: '放行', hotkey: 'R', variant: 'primary', done: '已放行', run: () => {} },
          { id: 'hold', label: '挂起', hotkey: 'H', done: '已挂起', run: () => {} },
          { id: 'back', label: '退单', hotkey: 'T', variant: 'danger', done: '已退单', run: () => {} },
        ]}
        empty={<EmptyState title="都审完了" text="新单进来会排在这里。" />}
      />
    </Screen>
  );
}
