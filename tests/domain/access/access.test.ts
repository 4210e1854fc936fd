import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMask, maskKinds, maskText } from '../../../domain/access/masks.ts';
import { covers, isPermission, permissions, scopeOf, scopes } from '../../../domain/access/permissions.ts';
import { roleCodes, seededRoles } from '../../../domain/access/roles.ts';
import { holds } from '../support.ts';

const role = (code: string) => seededRoles.find((one) => one.code === code)?.grants ?? {};

describe('permissions and roles', () => {
  it('every role is there and grants only what exists, in a scope the permission knows', () => {
    expect(seededRoles.map((one) => one.code)).toEqual([...roleCodes]);
    for (const one of seededRoles) {
      for (const [code, scope] of Object.entries(one.grants)) {
        expect(isPermission(code), code).toBe(true);
        const row = permissions.find((permission) => permission.code === code);
        if (row?.scoped === false) expect(scope, `${one.code} ${code}`).toBe('all');
      }
    }
  });

  it('a manager may do everything, a technician sees only his own', () => {
    for (const row of permissions) expect(scopeOf([role('manager')], row.code)).toBe('all');
    expect(scopeOf([role('technician')], 'orders.read')).toBe('own');
    expect(scopeOf([role('technician')], 'orders.review')).toBeNull();
    expect(scopeOf([role('storekeeper')], 'personal.phone')).toBeNull();
  });

  it('hats add up: the widest scope counts and no role takes anything away', () => {
    holds(
      [fc.subarray([...roleCodes], { minLength: 1 }), fc.constantFrom(...permissions.map((row) => row.code))],
      (codes, permission) => {
        const grants = codes.map(role);
        const scope = scopeOf(grants, permission);
        for (const grant of grants)
          expect(covers(scope, grant[permission] ?? 'own') || grant[permission] === undefined).toBe(true);
        expect(scope === null).toBe(grants.every((grant) => grant[permission] === undefined));
      },
    );
    expect(scopes).toEqual(['own', 'team', 'all']);
  });
});

describe('masks', () => {
  it.each([
    ['surname', '王晓燕', '王**'],
    ['surname', '欧阳明', '欧阳*'],
    ['surname', '王', '*'],
    ['surname', '', ''],
    ['middle', '13400000201', '134****0201'],
    ['county', '湖南省株洲市天元区望樟路118号栖云里1栋', '湖南省株洲市天元区****'],
    ['county', '北京市朝阳区省心小区3栋', '北京市朝阳区****'],
    ['county', '栖云里小区3栋1501', '****'],
    ['county', '广西壮族自治区南宁市青秀区民族大道1号', '广西壮族自治区南宁市青秀区****'],
    ['ends', '430211199001011234', '4302**********1234'],
    ['ends', '123', '***'],
  ] as const)('%s of %s', (style, text, shown) => expect(maskText(text, style)).toBe(shown));

  it('reveals only to who holds the permission for this row', () => {
    const technician = (permission: Parameters<typeof scopeOf>[1]) =>
      scopeOf([role('technician')], permission);
    expect(applyMask('phone', '13400000201', 'own', technician)).toBe('13400000201');
    expect(applyMask('phone', '13400000201', 'all', technician)).toBe('134****0201');
    expect(applyMask('name', null, 'all', technician)).toBeNull();
  });

  it('without any rule nothing is shown', () => {
    for (const kind of maskKinds)
      expect(applyMask(kind, '王晓燕 13400000201', 'own', () => 'all', [])).toBe('****');
  });
});
