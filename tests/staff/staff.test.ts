import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { dispatchRig, ok, refused, type DispatchRig } from '../dispatch/rig.ts';

let rig: DispatchRig;
beforeAll(async () => {
  rig = await dispatchRig(3);
});
afterAll(() => rig.close());

const version = (id: string) => rig.value<number>('SELECT version FROM staff WHERE id = ?', id);
const audits = (action: string, id: string) =>
  rig.value<number>('SELECT count(*) FROM audit WHERE action = ? AND entity_id = ?', action, id);
const blank = { nameEn: '', phone: '13800000000', capacityMinutes: 480 };

describe('people', () => {
  test('the list shows who is there; a technician may not ask for it', async () => {
    const { people } = await ok(rig.outlet.call(rig.dispatcher, 'staff.list', {}));
    expect(people.map((row) => row.id)).toContain('T01');
    expect(people.find((row) => row.id === 'S01')?.roles).toContain('manager');
    const plain = rig.id(
      "SELECT staff_id FROM staff_role GROUP BY staff_id HAVING count(*) = 1 AND min(role_id) = 'technician' LIMIT 1",
    );
    const technician = rig.outlet.session({ as: plain, deskId: 'desk-t' });
    expect((await refused(rig.outlet.call(technician, 'staff.list', {}))).code).toBe('forbidden');
  });

  test('a new technician has a bag and is found; the number is nobody else’s; writing needs the right', async () => {
    const input = { ...blank, code: 'T99', name: '新来的' };
    expect((await refused(rig.outlet.call(rig.dispatcher, 'staff.save', input))).code).toBe('forbidden');
    const { id } = await ok(rig.outlet.call(rig.manager, 'staff.save', input));
    expect(rig.value("SELECT count(*) FROM location WHERE kind = 'bag' AND staff_id = ?", id)).toBe(1);
    expect(rig.value("SELECT count(*) FROM search_doc WHERE kind = 'staff' AND entity_id = ?", id)).toBe(1);
    expect((await refused(rig.outlet.call(rig.manager, 'staff.save', { ...input, code: 'T01' }))).code).toBe(
      'staff_code_taken',
    );
    const two = await Promise.all(
      ['甲', '乙'].map((name) =>
        rig.outlet.call(rig.manager, 'staff.save', { ...input, id, version: 1, name }),
      ),
    );
    expect(two.map((answer) => answer.ok)).toEqual([true, false]);
    expect(two[1]).toMatchObject({ error: { code: 'conflict' } });
    expect(audits('staff.changed', id)).toBe(1);
    // Neither name nor phone of anyone stands in the audit chain.
    expect(
      rig.value("SELECT count(*) FROM audit WHERE entity_id = ? AND params LIKE '%13800000000%'", id),
    ).toBe(0);
  });

  test('employment that has a pay scheme is said in English too; words of one’s own stay', async () => {
    const { person } = await ok(rig.outlet.call(rig.manager, 'staff.get', { id: 'T01' }));
    expect(person).toMatchObject({ employment: '底薪+计件', employmentEn: 'Base pay plus piece rates' });
    const input = { ...blank, code: 'T96', name: '小时工', employment: '小时工' };
    const { id } = await ok(rig.outlet.call(rig.manager, 'staff.save', input));
    const own = await ok(rig.outlet.call(rig.manager, 'staff.get', { id }));
    expect(own.person).toMatchObject({ employment: '小时工', employmentEn: '' });
  });

  test('the chat text is chosen with the person; one that is gone cannot be', async () => {
    const { id: templateId, version: was } = await ok(
      rig.outlet.call(rig.manager, 'dispatch.saveTemplate', {
        nameZh: '老人机',
        textZh: '{地址}',
        textEn: '',
      }),
    );
    const input = { ...blank, code: 'T97', name: '老周', chatTemplateId: templateId };
    const { id } = await ok(rig.outlet.call(rig.manager, 'staff.save', input));
    const { person } = await ok(rig.outlet.call(rig.manager, 'staff.get', { id }));
    expect(person.chatTemplateId).toBe(templateId);
    const { templates } = await ok(rig.outlet.call(rig.manager, 'dispatch.templates', {}));
    expect(templates.find((one) => one.id === templateId)?.staffIds).toEqual([id]);
    const { chatTemplates } = await ok(rig.outlet.call(rig.manager, 'staff.options', {}));
    expect(chatTemplates.map((one) => one.id)).toContain(templateId);
    await ok(
      rig.outlet.call(rig.manager, 'dispatch.saveTemplate', {
        id: templateId,
        version: was,
        nameZh: '老人机',
        textZh: '{地址}',
        textEn: '',
        retire: true,
      }),
    );
    const gone = { ...input, id, version: version(id) };
    expect((await refused(rig.outlet.call(rig.manager, 'staff.save', gone))).code).toBe('not_found');
  });

  test('skills, certificates and accounts decide what the board says', async () => {
    const { id } = await ok(
      rig.outlet.call(rig.manager, 'staff.save', { ...blank, code: 'T98', name: '能手' }),
    );
    const [orderId = ''] = await rig.ready(1, "w.connection_id = 'C-TM'");
    const refusals = async () =>
      (await ok(rig.outlet.call(rig.manager, 'dispatch.candidates', { orderId }))).candidates
        .find((one) => one.staffId === id)
        ?.refusals.map((one) => one.code);
    expect(await refusals()).toEqual(expect.arrayContaining(['skill_missing', 'account_missing']));
    const options = await ok(rig.outlet.call(rig.manager, 'staff.options', {}));
    await ok(
      rig.outlet.call(rig.manager, 'staff.setSkills', {
        id,
        version: version(id),
        skills: options.skills.map((skill) => ({ skillId: skill.id, level: 3 })),
      }),
    );
    await ok(
      rig.outlet.call(rig.manager, 'staff.setCertificates', {
        id,
        version: version(id),
        certificates: options.certificateKinds.map((kind) => ({ kindId: kind.id, expiresDay: '2026-12-01' })),
      }),
    );
    await ok(
      rig.outlet.call(rig.manager, 'staff.setAccounts', {
        id,
        version: version(id),
        accounts: [{ connectionId: 'C-TM', workerId: 'W-98' }],
      }),
    );
    expect(await refusals()).toEqual([]);
    expect(
      await refused(
        rig.outlet.call(rig.manager, 'staff.setAccounts', {
          id: 'T01',
          version: version('T01'),
          accounts: [{ connectionId: 'C-TM', workerId: 'W-98' }],
        }),
      ),
    ).toMatchObject({ code: 'staff_account_taken', params: { name: '能手' } });
    const document = await ok(rig.outlet.call(rig.manager, 'staff.get', { id }));
    expect(document.certificates[0]).toMatchObject({ expiresDay: '2026-12-01', daysLeft: 9 });
    await ok(rig.outlet.call(rig.manager, 'staff.setAccounts', { id, version: version(id), accounts: [] }));
    expect(await refusals()).toEqual(['account_missing']);
  });
});

describe('leaving', () => {
  test('orders have to go first; stock, money and tools by name of who took them over', async () => {
    const [orderId = ''] = await rig.ready(1);
    const { candidates } = await ok(rig.outlet.call(rig.dispatcher, 'dispatch.candidates', { orderId }));
    // One of the demo outlet's own, with parts in the bag; the two above are new.
    const id = candidates.find((one) => one.refusals.length === 0 && /^T0/.test(one.staffId))?.staffId ?? '';
    const given = await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.assign', {
        id: orderId,
        version: rig.version(orderId),
        staffId: id,
      }),
    );
    const leave = (handedOver: boolean) =>
      rig.outlet.call(rig.manager, 'staff.leave', {
        id,
        version: version(id),
        leftDay: '2026-11-22',
        handedOver,
      });
    expect(await refused(leave(true))).toMatchObject({ code: 'staff_has_things', params: { orders: 1 } });
    await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.unassign', {
        id: orderId,
        version: given.version,
        reasonCode: 'J01',
      }),
    );
    const still = await refused(leave(false));
    expect(still).toMatchObject({ code: 'staff_has_things', params: { orders: 0 } });
    expect(Number(still.params.parts) + Number(still.params.tools)).toBeGreaterThan(0);
    await ok(leave(true));
    expect(audits('staff.left', id)).toBe(1);
    const board = await ok(rig.outlet.call(rig.dispatcher, 'dispatch.day', { day: '2026-11-23' }));
    expect(board.people.some((person) => person.staffId === id)).toBe(false);
    await ok(rig.outlet.call(rig.manager, 'staff.leave', { id, version: version(id), leftDay: null }));
    expect((await ok(rig.outlet.call(rig.manager, 'staff.get', { id }))).person.leftDay).toBeNull();
  });

  test('the last one who may give roles can neither leave nor lay the role down', async () => {
    const hold = { id: 'S01', version: version('S01') };
    expect(
      (await refused(rig.outlet.call(rig.manager, 'staff.setRoles', { ...hold, roles: ['dispatcher'] })))
        .code,
    ).toBe('staff_last_manager');
    expect(rig.value("SELECT count(*) FROM staff_role WHERE staff_id = 'S01' AND role_id = 'manager'")).toBe(
      1,
    );
    expect(
      (
        await refused(
          rig.outlet.call(rig.manager, 'staff.leave', { ...hold, leftDay: '2026-11-22', handedOver: true }),
        )
      ).code,
    ).toBe('staff_last_manager');
  });
});

describe('absence, roles and PIN', () => {
  test('days are replaced, not doubled; booked orders in the time are counted', async () => {
    const day = '2026-11-25';
    const [orderId = ''] = await rig.ready(1, "w.appointment_state = 'none'");
    const staffId = await rig.fit(orderId, day, 'PM1');
    await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.assign', {
        id: orderId,
        version: rig.version(orderId),
        staffId,
        day,
        slotId: 'PM1',
      }),
    );
    const save = (from: string, to: string) =>
      rig.outlet.call(rig.dispatcher, 'staff.saveShift', {
        staffId,
        day,
        toDay: '2026-11-26',
        fromClock: from,
        toClock: to,
        kind: 'leave',
      });
    expect(await ok(save('08:00', '12:00'))).toEqual({ days: 2, ordersAffected: 0 });
    expect(await ok(save('08:00', '24:00'))).toEqual({ days: 2, ordersAffected: 1 });
    const { shifts } = await ok(rig.outlet.call(rig.dispatcher, 'staff.get', { id: staffId }));
    expect(shifts.filter((row) => row.day >= day)).toHaveLength(2);
    expect((await refused(save('12:00', '08:00'))).code).toBe('input_invalid');
    const [first] = shifts.filter((row) => row.day === day);
    await ok(
      rig.outlet.call(rig.dispatcher, 'staff.removeShift', {
        id: first?.id ?? '',
        version: first?.version ?? 1,
      }),
    );
  });

  test('a role works at once; a PIN given by the manager locks the desks of that person', async () => {
    await ok(
      rig.outlet.call(rig.manager, 'staff.setRoles', {
        id: 'S03',
        version: version('S03'),
        roles: ['storekeeper', 'manager'],
      }),
    );
    const other = rig.outlet.session({ as: 'S03', deskId: 'desk-s' });
    expect((await rig.outlet.call(other, 'staff.options', {})).ok).toBe(true);
    const say = { id: 'S03', version: version('S03') };
    expect(
      (await refused(rig.outlet.call(rig.manager, 'staff.resetPin', { ...say, pin: '123456' }))).params
        .problem,
    ).toBe('too_easy');
    await ok(rig.outlet.call(rig.manager, 'staff.resetPin', { ...say, pin: '284913' }));
    expect((await refused(rig.outlet.call(other, 'staff.options', {}))).code).toBe('desk_locked');
    expect(audits('staff.pin_reset', 'S03')).toBe(1);
    expect(rig.value("SELECT count(*) FROM audit WHERE params LIKE '%284913%'")).toBe(0);
  });

  test('the laws hold afterwards', () => {
    expect(Object.entries(verifyStore(rig.outlet.store.read)).filter(([, law]) => !law.ok)).toEqual([]);
  });
});
