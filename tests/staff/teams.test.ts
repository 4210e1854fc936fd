import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { dispatchRig, ok, refused, type DispatchRig } from '../dispatch/rig.ts';

let rig: DispatchRig;
beforeAll(async () => {
  rig = await dispatchRig(5);
});
afterAll(() => rig.close());

const version = (table: string, id: string) =>
  rig.value<number>(`SELECT version FROM ${table} WHERE id = ?`, id);
const teamOf = (id: string) => rig.value<string | null>('SELECT team_id FROM staff WHERE id = ?', id);
const teams = async () => (await ok(rig.outlet.call(rig.manager, 'staff.teams', { closed: true }))).teams;
const give = async () => {
  const [id = ''] = await rig.ready(1, "w.appointment_state = 'none'");
  const staffId = await rig.fit(id);
  await ok(rig.outlet.call(rig.dispatcher, 'dispatch.assign', { id, version: rig.version(id), staffId }));
  return { id, staffId };
};

describe('teams', () => {
  test('are made with a leader; the code is nobody else’s; only who may change people makes one', async () => {
    const input = {
      code: 'G8',
      nameZh: '工程班',
      nameEn: 'Projects',
      kind: 'project' as const,
      leaderId: 'T01',
    };
    expect((await refused(rig.outlet.call(rig.dispatcher, 'staff.saveTeam', input))).code).toBe('forbidden');
    const { id } = await ok(rig.outlet.call(rig.manager, 'staff.saveTeam', input));
    expect((await teams()).find((one) => one.id === id)).toMatchObject({
      leaderId: 'T01',
      people: 0,
      kind: 'project',
    });
    expect(
      (await refused(rig.outlet.call(rig.manager, 'staff.saveTeam', { ...input, code: 'G1' }))).code,
    ).toBe('staff_team_code_taken');
    expect(
      (
        await refused(
          rig.outlet.call(rig.manager, 'staff.saveTeam', { ...input, code: 'G7', leaderId: 'nobody' }),
        )
      ).code,
    ).toBe('not_found');
  });

  test('open orders follow their people, into a team and out of one that closes', async () => {
    const { id, staffId } = await give();
    const old = teamOf(staffId) ?? '';
    expect(rig.value('SELECT team_id FROM work_order WHERE id = ?', id)).toBe(old);
    const { id: made } = await ok(
      rig.outlet.call(rig.manager, 'staff.saveTeam', { code: 'G9', nameZh: '新班' }),
    );
    const put = await ok(
      rig.outlet.call(rig.manager, 'staff.setTeamPeople', { id: made, version: 1, staffIds: [staffId] }),
    );
    expect(put.orders).toBeGreaterThan(0);
    expect(rig.value('SELECT team_id FROM work_order WHERE id = ?', id)).toBe(made);
    const page = await ok(rig.outlet.call(rig.manager, 'staff.team', { id: made }));
    expect(page.people.map((one) => one.id)).toEqual([staffId]);
    expect(page.days).toHaveLength(7);
    const papers = rig.value<number>('SELECT count(*) FROM staff_certificate WHERE staff_id = ?', staffId);
    expect(page.people[0]?.papers).toBe(papers);
    expect(page.team.openOrders).toBe(put.orders);
    const input = { id: made, version: version('team', made), toTeamId: old };
    const stale = await refused(rig.outlet.call(rig.manager, 'staff.closeTeam', { ...input, version: 1 }));
    expect(stale.code).toBe('conflict');
    const closed = await ok(rig.outlet.call(rig.manager, 'staff.closeTeam', input));
    expect(closed).toMatchObject({ people: 1, orders: put.orders });
    expect(teamOf(staffId)).toBe(old);
    expect(rig.value('SELECT team_id FROM work_order WHERE id = ?', id)).toBe(old);
    expect((await teams()).find((one) => one.id === made)?.closed).toBe(true);
    expect(
      (await ok(rig.outlet.call(rig.manager, 'staff.options', {}))).teams.some((one) => one.id === made),
    ).toBe(false);
    await ok(rig.outlet.call(rig.manager, 'staff.reopenTeam', { id: made, version: version('team', made) }));
    expect((await teams()).find((one) => one.id === made)?.closed).toBe(false);
  });

  test('a leader sees his own team only', async () => {
    rig.outlet.store.gate.run(
      { command: 'test.lead', requestId: 'lead', deskId: 'test', staffId: null },
      (tx) => {
        for (const row of tx.all<{ id: string }>("SELECT id FROM staff_role WHERE staff_id = 'T01'"))
          tx.remove('staff_role', row.id);
        tx.insert('staff_role', { staff_id: 'T01', role_id: 'team_lead' });
      },
    );
    const leader = rig.outlet.session({ as: 'T01', deskId: 'desk-l' });
    const own = teamOf('T01') ?? '';
    const seen = await ok(rig.outlet.call(leader, 'staff.teams', {}));
    expect(seen.teams.map((one) => one.id)).toEqual([own]);
    const other = (await teams()).find((one) => one.id !== own)?.id ?? '';
    expect((await refused(rig.outlet.call(leader, 'staff.team', { id: other }))).code).toBe('forbidden');
  });
});

describe('tools', () => {
  test('a kind says how often; inspected, the next day follows; given back, it is gone', async () => {
    const kind = await ok(
      rig.outlet.call(rig.manager, 'staff.saveToolKind', {
        code: 'BELT',
        nameZh: '安全带',
        nameEn: 'Safety belt',
        checkEveryDays: 180,
        safety: true,
      }),
    );
    expect(
      (await refused(rig.outlet.call(rig.manager, 'staff.saveToolKind', { code: 'BELT', nameZh: '别的' })))
        .code,
    ).toBe('staff_kind_code_taken');
    const tool = await ok(
      rig.outlet.call(rig.manager, 'staff.saveTool', {
        staffId: 'T02',
        kindId: kind.id,
        number: 'B-7',
        issuedDay: '2026-06-01',
      }),
    );
    const mine = async () =>
      (await ok(rig.outlet.call(rig.manager, 'staff.get', { id: 'T02' }))).tools.find(
        (one) => one.id === tool.id,
      );
    expect(await mine()).toMatchObject({
      nameZh: '安全带',
      nextCheckDay: '2026-11-28',
      daysLeft: 6,
      safety: true,
    });
    const listed = await ok(rig.outlet.call(rig.manager, 'staff.list', {}));
    expect(listed.people.find((one) => one.id === 'T02')?.toolDaysLeft).toBe(6);
    const checked = await ok(
      rig.outlet.call(rig.manager, 'staff.checkTool', { id: tool.id, version: 1, day: '2026-11-22' }),
    );
    expect(checked.nextCheckDay).toBe('2027-05-21');
    const back = { id: tool.id, version: checked.version };
    expect(
      (await refused(rig.outlet.call(rig.manager, 'staff.returnTool', { ...back, day: '2026-01-01' }))).params
        .problem,
    ).toBe('before_start');
    await ok(rig.outlet.call(rig.manager, 'staff.returnTool', { ...back, day: '2026-11-22' }));
    expect(await mine()).toBeUndefined();
  });

  test('a paper of another kind is kept with what it is for', async () => {
    const made = await ok(
      rig.outlet.call(rig.manager, 'staff.savePaperKind', {
        code: 'YWX',
        nameZh: '意外险',
        kind: 'insurance',
      }),
    );
    const { papers } = await ok(rig.outlet.call(rig.dispatcher, 'staff.kinds', {}));
    expect(papers.find((one) => one.id === made.id)).toMatchObject({ kind: 'insurance', used: 0 });
  });
});

test('the laws hold afterwards', () => {
  expect(Object.entries(verifyStore(rig.outlet.store.read)).filter(([, law]) => !law.ok)).toEqual([]);
});
