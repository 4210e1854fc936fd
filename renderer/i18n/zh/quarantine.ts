/** Why an item waits in quarantine, and what was mended on the way in (domain/orders/quarantine.ts). */
export const quarantine = {
  id_missing: '没有单号（{{field}}）。请对照平台后台，补单号或手工录入。',
  id_too_long: '单号太长（{{field}}，{{length}} 个字符，最多 {{limit}}）。请对照平台后台核对。',
  not_json: '内容不完整或格式不对（{{problem}}）。请重新取这张单，仍不行请联系平台。',
  not_an_object: '收到的不是一张单（{{found}}）。请联系平台核对。',
  number_invalid: '「{{field}}」的数字不对：{{value}}。请对照平台后台改正后放行。',
  text_garbled: '「{{field}}」是乱码：{{value}}。多半是编码不对，请对照平台后台改正。',
  time_impossible: '「{{field}}」的日期不存在：{{value}}。请对照平台后台改正后放行。',
  too_large: '这一条太大（{{length}} 个字符，最多 {{limit}}）。原文已保留，请联系平台。',
  too_many_parts: '「{{field}}」有 {{length}} 项，最多 {{limit}} 项。请在平台拆单或手工录入。',
} as const;

export const intakeNotes = {
  created_missing: '平台没给下单时间，按收到时间记。',
  text_repaired: '「{{field}}」里的坏字符已去掉，原文保留。',
  text_truncated: '「{{field}}」太长（{{length}} 字），只留前 {{limit}} 字，原文保留。',
  time_ignored: '「{{field}}」的日期不存在（{{value}}），已留空。',
  status_unknown: '平台状态「{{value}}」还不认识，请在「平台」里对应。',
} as const;
