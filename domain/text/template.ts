/**
 * Texts with placeholders in braces, `{电话}` or `{phone}`: what stands for nothing leaves no trace. A bracketed group
 * whose placeholders are all empty goes with its brackets, a piece of one («楼层{楼层}» between commas) by itself, a line
 * of nothing but empty ones goes as a line.
 */

/** Each placeholder by its key, and the word people type for it in Chinese. */
export const dispatchFields = {
  number: '单号',
  tail: '单号尾号',
  title: '服务项目',
  model: '型号',
  machines: '机器',
  marks: '标记',
  day: '预约日期',
  slot: '时段',
  name: '用户称呼',
  phone: '电话',
  address: '地址',
  floor: '楼层',
  elevator: '电梯',
  distance: '距离',
  parts: '配件',
  price: '收费',
  fault: '故障',
  remark: '备注',
} as const satisfies Record<string, string>;

export type DispatchField = keyof typeof dispatchFields;

/** Both words of every placeholder → its key. */
const keys = new Map<string, DispatchField>(
  (Object.entries(dispatchFields) as [DispatchField, string][]).flatMap(([key, word]) => [
    [key, key],
    [word, key],
  ]),
);

const placeholder = /\{([^{}\n]{1,20})\}/g;
const groups =
  /\(([^()\n]*)\)|\uff08([^\uff08\uff09\n]*)\uff09|\[([^[\]\n]*)\]|\u3010([^\u3010\u3011\n]*)\u3011/g;

/** Placeholders nobody knows, as they stand; empty: the text may be used. */
export function unknownFields(template: string): string[] {
  return [...template.matchAll(placeholder)].flatMap(([, name = '']) =>
    keys.has(name.trim()) ? [] : [name],
  );
}

type Values = Partial<Record<DispatchField, string>>;

const valueOf = (name: string, values: Values): string => {
  const key = keys.get(name.trim());
  return key === undefined ? '' : (values[key] ?? '').trim();
};

const namesIn = (text: string): string[] => [...text.matchAll(placeholder)].map(([, name = '']) => name);
const allEmpty = (text: string, values: Values): boolean => {
  const names = namesIn(text);
  return names.length > 0 && names.every((name) => valueOf(name, values) === '');
};

/** The text with its values. What is left of an emptied group or label («带件:») goes with it. */
export function fillTemplate(template: string, values: Values): string {
  const lines = template.replaceAll('\r\n', '\n').split('\n');
  return lines
    .flatMap((line) => {
      if (allEmpty(line, values)) return [];
      const kept = line.replace(groups, (whole) =>
        allEmpty(whole, values) ? '' : withoutEmptyPieces(whole, values),
      );
      const filled = kept.replace(placeholder, (_, name: string) => valueOf(name, values));
      return [tidy(filled)];
    })
    .filter((line, at, all) => line !== '' || (at > 0 && all[at - 1] !== ''))
    .join('\n')
    .trim();
}

/** A group without the pieces between its commas that stand for nothing: the label of an empty floor goes with it. */
function withoutEmptyPieces(group: string, values: Values): string {
  const inside = group.slice(1, -1);
  const pieces = inside.split(/(\s*[,\uff0c\u3001]\s*)/);
  const kept: string[] = [];
  for (let at = 0; at < pieces.length; at += 2) {
    const piece = pieces[at] ?? '';
    if (allEmpty(piece, values)) continue;
    if (kept.length > 0) kept.push(pieces[at - 1] ?? '');
    kept.push(piece);
  }
  return `${group.charAt(0)}${kept.join('')}${group.charAt(group.length - 1)}`;
}

/** Commas and blanks an empty value left standing alone. */
function tidy(line: string): string {
  return line
    .replace(/([(\uff08[\u3010])\s*[,\uff0c\u3001]\s*/g, '$1')
    .replace(/\s*[,\uff0c\u3001]\s*([)\uff09\]\u3011])/g, '$1')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
}

/** What is sent while nobody wrote anything else: in the order a technician reads it. */
export const usualDispatchText = {
  zh: '{单号} {服务项目} {标记}\n{预约日期} {时段}\n{用户称呼} {电话}\n{地址}(楼层{楼层},{电梯})\n{机器}\n{故障}\n{备注}\n带件 {配件}\n收费 {收费}',
  en: '{number} {title} {marks}\n{day} {slot}\n{name} {phone}\n{address} (floor {floor}, {elevator})\n{machines}\n{fault}\n{remark}\nbring {parts}\ncollect {price}',
} as const;
