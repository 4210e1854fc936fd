import { ingestItem } from '../../../sync/ingest/ingest-item.ts';
import { retell, tell, type Stage, type Story } from './stage.ts';

/** Beside the file's list · 平台改单: the man is named, then the platform sends another door; a person says yes or no. */
export function plantChanged(stage: Stage): void {
  const story: Story = {
    id: 'JD7700000033',
    connection: 'C-JD',
    item: 'AZ-JS',
    models: ['RO600-MLN1'],
    household: { name: '殷先生', phone: '13800000633', estate: 3, door: '6栋1101' },
    state: 'accepted',
    staffId: 'T05',
    // Assigned first, to be booked by the man.
    adjust(plan) {
      plan.appointments = [];
    },
  };
  const write = tell(stage, story);
  const moved: Story = { ...story, household: { ...story.household, door: '8栋2102' } };
  const { item, order } = retell(stage, moved, {});
  stage.run('changed_given', (tx) => write(tx));
  stage.run(
    'changed',
    (tx) => {
      const payerId = tx.value<string>("SELECT payer_id FROM connection WHERE id = 'C-JD'") ?? null;
      ingestItem(tx, { id: 'C-JD', payerId }, item, { ok: true, order, notes: [] });
    },
    { staffId: null },
  );
}
