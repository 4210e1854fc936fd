import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dispatchFields,
  fillTemplate,
  unknownFields,
  usualDispatchText,
} from '../../../domain/text/template.ts';

const shop =
  '【{单号尾号}】{服务项目} {型号}\n{预约日期} {时段}\n{用户称呼} {电话}\n{地址}(楼层{楼层},{电梯})\n带件:{配件}\n备注:{备注}';

describe('texts with placeholders', () => {
  test('both words of a placeholder mean the same', () => {
    expect(fillTemplate('{单号} {number}', { number: 'A1' })).toBe('A1 A1');
  });

  test('what is empty leaves no brackets, no commas, no labels, no lines', () => {
    const filled = fillTemplate(shop, {
      tail: '0042',
      title: '空调安装',
      name: '李女士',
      phone: '138****0616',
      address: '紫荆苑 15栋601',
      floor: '6',
    });
    expect(filled).toBe('【0042】空调安装\n李女士 138****0616\n紫荆苑 15栋601(楼层6)');
    expect(fillTemplate(shop, { title: '空调安装', elevator: '有电梯', address: 'x' })).toBe(
      '空调安装\nx(有电梯)',
    );
  });

  test('what nobody knows is named, so that a typing error is not sent to anyone', () => {
    expect(unknownFields('{电话} {电 话} {phoen}')).toEqual(['电 话', 'phoen']);
    for (const text of [shop, ...Object.values(usualDispatchText)]) expect(unknownFields(text)).toEqual([]);
  });

  test('with every value given nothing of the template but words is left, whatever the values hold', () => {
    const all = Object.keys(dispatchFields) as (keyof typeof dispatchFields)[];
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 12 }), (raw) => {
        const value = raw.replaceAll(/[\s(){}[\],\uff0c\u3001\uff08\uff09\u3010\u3011]/g, '') || 'x';
        const values = Object.fromEntries(all.map((key) => [key, value]));
        for (const text of [shop, ...Object.values(usualDispatchText)]) {
          const filled = fillTemplate(text, values);
          expect(filled.split('\n')).toHaveLength(text.split('\n').length);
          expect(filled).not.toMatch(/[{}]/);
        }
        return true;
      }),
    );
  });

  test('a value is never read as a template', () => {
    expect(fillTemplate('{备注} {电话}', { remark: '{电话}', phone: '1' })).toBe('{电话} 1');
  });
});
