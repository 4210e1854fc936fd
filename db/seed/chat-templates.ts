import type { DemoFile } from './demo-file.ts';
import type { SeedTx } from './slices.ts';

/** The short one is the demo file's own, with its English beside it. */
const briefEn =
  '[{tail}] {title} {model}\n{day} {slot}\n{name} {phone}\n{address} (floor {floor}, {elevator})\nbring: {parts}\nnote: {remark}';

/** For work that is far away or takes much gear: machines, way and price are said before the door. */
const long = {
  zh: '{单号} {服务项目} {标记}\n{机器}\n{预约日期} {时段}\n{用户称呼} {电话}\n{地址}(楼层{楼层},{电梯})\n路程 {距离}\n带件 {配件}\n收费 {收费}\n{故障}\n{备注}',
  en: '{number} {title} {marks}\n{machines}\n{day} {slot}\n{name} {phone}\n{address} (floor {floor}, {elevator})\nway {distance}\nbring {parts}\ncollect {price}\n{fault}\n{remark}',
};

/** Two texts for chats an outlet begins with; who has none gets the usual one. */
export function seedChatTemplates(tx: SeedTx, demo: DemoFile): void {
  const brief = demo.message_templates.find((one) => one.key === chatKey);
  if (brief !== undefined) insert(tx, 'brief', '简短', 'Brief', { zh: brief.text, en: briefEn });
  insert(tx, 'long', '带路程和收费', 'With way and price', long);
}

/** The demo file keeps it among the messages for users, which it is not. */
export const chatKey = 'dispatch_text';

function insert(
  tx: SeedTx,
  code: string,
  nameZh: string,
  nameEn: string,
  text: { zh: string; en: string },
): void {
  tx.insert('chat_template', {
    id: `chat.${code}`,
    code,
    name_zh: nameZh,
    name_en: nameEn,
    text_zh: text.zh,
    text_en: text.en,
  });
}
