/** The words forms and people put in front of a value: 收货人：, 【电话】, 地址 …, 备注:. */

export type LabelKind =
  | 'name'
  | 'phone'
  | 'phone2'
  | 'region'
  | 'address'
  | 'postal'
  | 'order'
  | 'account'
  | 'product'
  | 'serial'
  | 'fault'
  | 'service'
  | 'wish'
  | 'date'
  | 'money'
  | 'quantity'
  | 'remark';

export interface Label {
  kind: LabelKind;
  start: number;
  end: number;
}

const who =
  '(?:收货人|收件人|收货|收件|联系人|联系|客户|用户|顾客|买家|业主|报修人|报修|机主|安装|上门|服务|送货|取件|维修|派送|详细|具体|所在|您的|我的|购买|预留)?';

/** Longest wins; the order only settles equals. */
const words: readonly (readonly [LabelKind, string])[] = [
  [
    'phone2',
    '(?:备用|其[他它]|第二|紧急|备选|另一?个?)(?:联系)?(?:电话|手机号?|号码|联系方式|联系人电话)|(?:电话|手机)[2二]',
  ],
  [
    'phone',
    `${who}(?:联系)?(?:电话号码|手机号码|电话/手机|手机/电话|手机号|电话|手机|联系方式|号码|座机号?|固定电话|固话|来电)|tel(?:ephone)?|mobile|phone|cell|tel\\.`,
  ],
  [
    'name',
    `${who}(?:姓名|名字|名称|称呼)|收货联系人|收货人|收件人|联系人|客户|用户|顾客|业主|报修人|机主|购买人|寄给|name|contact|to`,
  ],
  [
    'region',
    `${who}(?:地区|省市区县?|省/市/区|区域|省份|城市|区县|区/县|省市|行政区|街道/?乡镇|乡镇街道|乡镇|街道)|省|市|区|县`,
  ],
  ['address', `${who}(?:地址|住址|地点|位置|门牌号?)|收货信息|收件信息|address|addr|add`],
  ['postal', '邮政编码|邮编|zip'],
  [
    'order',
    '(?:平台|主|子|服务|天猫|淘宝|京东|拼多多|抖音|苏宁|交易|物流|快递|厂家|外部|原|关联)*(?:订单编号|订单号码|订单号|订单id|订单|工单编号|工单号|工单|运单号|快递单号|单号|流水号|编号|受理号|派工号)',
  ],
  [
    'account',
    '(?:买家|客户)?(?:旺旺号?|昵称|会员名|账号|帐号|微信号?|qq号?|店铺|店铺名称|网店|来源|渠道|平台|买家|下单人|客服|派单员|业务员|网点|门店)',
  ],
  [
    'product',
    '(?:产品|商品|宝贝|货品|机器|设备)(?:名称|型号|类型|类别|大类|信息|标题|明细|清单)?|机型|型号|规格型号|规格|品类|品牌|家电|电器|货物',
  ],
  [
    'serial',
    '(?:内机|外机|机身|产品|商品|整机)?(?:条形码|条码|机身码|机身号|序列号|机号)|s/?n码?|69码|barcode',
  ],
  [
    'fault',
    '(?:故障|问题|报修)(?:现象|描述|原因|内容|说明|类型|情况)?|现象|症状|(?:服务|客户|用户|维修)?(?:需求|诉求)',
  ],
  ['service', '(?:服务|业务|工单|维修|单据)(?:类型|类别|项目|内容|性质|方式)|类型|项目'],
  ['date', '(?:购买|购机|下单|付款|支付|创建|派单|受理|报修|发货|签收|接单)(?:时间|日期)|保修期|购于'],
  [
    'wish',
    '(?:客户|用户)?(?:预约|期望|希望|上门|安装|服务|维修|要求|约定|方便|配送|送货|预计|预定|约)+(?:时间|日期|时段|时间段)|时间|日期|时段',
  ],
  [
    'money',
    '(?:订单|商品|应收|实付|应付|安装|维修|上门|支付|代收|收|合计|总)?(?:金额|价格|实付款?|货款|费用|总价|费|款|运费)|已付|定金|单价',
  ],
  ['quantity', '(?:商品|产品|购买)?(?:数量|台数|件数|个数)'],
  [
    'remark',
    '(?:买家|卖家|客户|用户|客服|订单|特别|特殊|其[他它])?(?:备注信息|备注说明|备注|留言|附言|说明|注意事项?|要求|特殊要求|提醒|嘱咐)|ps|p\\.s\\.|注',
  ],
];

const eachLabel = words.map(([kind, text]) => [kind, new RegExp(`(?:${text})`, 'iy')] as const);
const anyLabel = new RegExp(words.map(([, text]) => `(?:${text})`).join('|'), 'iy');

/** Without a colon these need a look at what follows. */
const bare: Partial<Record<LabelKind, RegExp>> = {
  phone: /^[ \n]{0,3}(?:是|为)?[ +(]{0,2}[\d(+]/,
  phone2: /^[ \n]{0,3}(?:是|为)?[ +(]{0,2}[\d(+]/,
  name: /^(?: {1,4}(?=[\u4e00-\u9fffA-Za-z])|[ ]?(?:是|叫|写|为)(?=[\u4e00-\u9fff])|(?=[\u4e00-\u9fff]))/,
  address: /^(?: {0,4}(?:是|在|为)?(?=[\u4e00-\u9fff]))/,
  region: /^ {1,4}(?=[\u4e00-\u9fff])/,
  order: /^ {0,3}(?=[A-Za-z]{0,6}-?\d{5,})/,
  postal: /^ {0,3}(?=\d{6}(?!\d))/,
  serial: /^ {0,3}(?=[A-Za-z0-9]{6,})/,
  account: /^ {1,3}(?=[A-Za-z0-9_\u4e00-\u9fff])/,
  remark: /^ {1,3}(?=\S)/,
  fault: /^ {1,3}(?=\S)/,
  product: /^ {1,3}(?=\S)/,
  service: /^ {1,3}(?=\S)/,
  wish: /^ {1,3}(?=[\d今明后周下本这])|^(?=今天|明天|后天|周|星期)/,
  date: /^ {0,3}(?=\d{4})/,
  money: /^ {0,3}(?=[¥￥]?\d)/,
  quantity: /^ {0,3}(?=\d)/,
};

/** Labels left to right. A label stands at a boundary, or has a colon or brackets. */
export function findLabels(text: string): Label[] {
  const labels: Label[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (!/[\u4e00-\u9fffA-Za-z6]/.test(char) || !mayBegin(text, at)) {
      at += 1;
      continue;
    }
    const label = labelAt(text, at);
    if (label === null) {
      at += 1;
      continue;
    }
    labels.push(label);
    at = label.end;
  }
  return labels;
}

function mayBegin(text: string, at: number): boolean {
  anyLabel.lastIndex = at;
  return anyLabel.test(text);
}

function labelAt(text: string, at: number): Label | null {
  let best: Label | null = null;
  let size = 0;
  for (const [kind, pattern] of eachLabel) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null || match[0].length <= size) continue;
    const found = close(text, at, at + match[0].length, kind);
    if (found === null) continue;
    best = found;
    size = match[0].length;
  }
  return best;
}

/** Takes the colon, bracket or filler after the word; null when the word is no label here. */
function close(text: string, start: number, wordEnd: number, kind: LabelKind): Label | null {
  const before = text[start - 1] ?? '';
  const rest = text.slice(wordEnd, wordEnd + 16);
  const latin = /[A-Za-z]/.test(text[start] ?? '');
  if (latin && /[A-Za-z0-9]/.test(before)) return null;
  if (before === '[' || before === '(') {
    const bracket = /^[ :]{0,2}[\])][ :]{0,3}/.exec(rest);
    if (bracket !== null) return { kind, start: start - 1, end: wordEnd + bracket[0].length };
  }
  const colon = /^[ ]{0,3}(?:\([^)\n]{1,8}\) ?)?[:=][ :]{0,4}/.exec(rest);
  if (colon !== null) {
    // 24:00 and "室:" are no labels; one-letter region words need a line of their own
    if (wordEnd - start === 1 && /[\u4e00-\u9fff]/.test(before)) return null;
    return { kind, start, end: wordEnd + colon[0].length };
  }
  const placed = kind === 'address' && /^ ?[\u4e00-\u9fff]{2,7}?(?:省|市|自治区|[区县])/.test(rest);
  if (latin || (/[\u4e00-\u9fff\d]/.test(before) && !placed)) {
    // "…582室电话131": a phone word needs no boundary when a number follows at once
    if (
      !(
        kind === 'phone' &&
        !latin &&
        wordEnd - start >= 2 &&
        /^[ ]?[\d+]/.test(rest) &&
        /[\u4e00-\u9fff]/.test(before)
      )
    )
      return null;
  }
  if (wordEnd - start < 2) return null;
  const rule = bare[kind];
  const match = rule?.exec(rest) ?? null;
  if (match === null) return null;
  const word = text.slice(start, wordEnd);
  if (kind === 'name' && !plausibleName(rest)) return null;
  if (kind === 'wish' && /^(?:日期|时间|时段)$/.test(word)) return null;
  const taken = kind === 'phone' || kind === 'phone2' ? /^[ \n]{0,3}(?:是|为)?/.exec(rest) : match;
  return { kind, start, end: wordEnd + (taken?.[0].length ?? 0) };
}

/** "客户要求…", "用户反映…", "客户服务中心" are talk. */
function plausibleName(rest: string): boolean {
  return !/^ ?(?:要|反映|反馈|说|服务|报|电话|地址|投诉|催|自|已|需|不|在|家|急|同意|可|想|来|预约|加|约|时间|联系|拒|取消|等)/.test(
    rest,
  );
}
