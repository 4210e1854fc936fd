/** How much a few characters look like the name of a person. */

const compound =
  '欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|轩辕|夏侯|南宫|端木|百里|东郭|西门|独孤|长孙|宇文|司空|申屠|闻人|淳于|呼延|公羊|澹台|濮阳|太史|万俟|赫连|钟离|闾丘|拓跋|完颜|纳兰|叶赫';
const single =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖萧田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌裘亓母訾寻茅湛阴展蹇青酆幸钮逄候展邰仉迪贡鄂郏佴瓦雁';
const titles =
  '先生|女士|小姐姐|小姐|阿姨|叔叔|大爷|大妈|大娘|大姐|大哥|大叔|大嫂|老板娘|老板|师傅|老师|经理|医生|主任|太太|夫人|同学|爷爷|奶奶|老太|总|工|姐|哥|叔|姨|婶|嫂|伯|生|队长|店长|院长|校长|书记|律师|会计|厂长|司机';
const placeEnd =
  /(?:路|街|巷|弄|号|栋|幢|座|单元|室|楼|层|小区|花园|花苑|家园|公寓|大厦|广场|村|镇|乡|组|街道|社区|苑|公馆|庄|工业园|学校|大学|中学|小学|医院|市场|商铺|部|公司|厂|店|府|城|里|坊|门|国际|中心|大院|道|湾|园|期|区|县|市|省|院|馆|场|酒店|超市|银行|车站|桥|旁|边|对面|附近|路口|内)$/;

const withSurname = new RegExp(
  `^(?:(?:${compound})[\\u4e00-\\u9fff]{1,2}|[${single}][\\u4e00-\\u9fff]{1,2})$`,
);
const fourChars = new RegExp(`^[${single}][\\u4e00-\\u9fff]{3}$`);
const withTitle = new RegExp(
  `^(?:${compound}|[\\u4e00-\\u9fff]{1,3}|[A-Za-z]{2,12})(?:${titles})(?:\\([男女]\\))?$`,
);
/** Endings that given names have too: 晏几道, 王小楼. */
const looseEnd = /[道里城园楼门坊湾桥港]$/;
const ofCompound = new RegExp(`^(?:${compound})[\\u4e00-\\u9fff]{1,2}$`);
export const titleAlone = /^(?:老板娘?|店长|物业|保安|门卫|前台|收银台?|值班室|售后|管家)$/;
const nick = /^(?:[小老阿大][\u4e00-\u9fff]{1,2})$/;
export const bareSurname = new RegExp(`^(?:${compound}|[${single}])$`);
/** A name that ends a run of text: 302张小丰, 店铺张先生. */
export const nameTail = new RegExp(
  `(?:(?:${compound})[\\u4e00-\\u9fff]{1,2}|[${single}](?:${titles})|[${single}][\\u4e00-\\u9fff](?:${titles})|[${single}][\\u4e00-\\u9fff]{1,2})$`,
);

/** Words of orders, of places and of talk that also fit a surname and two characters. */
const notNames =
  /^(?:收|启|男|女|是|的|转|你好|您好|谢谢|麻烦|尽快|加急|急单|急|电话|地址|客户|用户|备注|安装|维修|移机|拆机|清洗|保内|保外|包邮|全款|到付|下午|上午|晚上|中午|早上|全天|周末|白天|随时|今天|明天|后天|时间|方便|师傅|不要|不用|可以|没有|新单|派单|预约|订单|无|有|本人|自己|同上|其[它他]|未知|已付款|未付款|旧机|新机|送货|自提|顺丰|中通|圆通|韵达|申通|申请|全新|正品|高空|安全|施工|服务|服务单|单独|路边|门口|楼下|楼上|平台|平安|万能|成功|金额|和平|东门|西门|南门|北门|后门|前门|时段|强烈|解决|易碎|顾客|方向|白色|黑色|金色|银色|明早|明晚|关机|包安装|单位|计划|应急|一台|两台|三台|四台|五台|左右|老客户|新客户|熟客)$/;
const talk =
  /打电话|联系|请|麻烦|师傅来|不要|别|记得|谢谢|尽快|加急|安装|维修|清洗|要|的|了|吗|吧|呢|啊|在家|不在|到了|发票|有狗|老人|小孩|孩子/;

/** Takes away what people put around a name: 找, 老客户, 收, (收), brackets, order-export codes. */
export function cleanName(raw: string): string {
  let name = raw.replace(/^[\s,;:.。\-·|/()[\]]+|[\s,;:.。\-|/([\]]+$/g, '').replace(/(?<![(男女])\)$/, '');
  name = name.replace(/\s*[[(]\d{3,6}[\])]?$/, '');
  name = name.replace(
    /^(?:请)?(?:联系人?|找|收件人|收货人|姓名|名字|我叫|我是|叫|老客户|新客户|客户|用户|业主|顾客|熟客|报修人)(?:是|为|写|叫|:)?(?=[\u4e00-\u9fff])/,
    '',
  );
  name = name.replace(/^姓(?=[\u4e00-\u9fff]$)/, '');
  name = name.replace(/(?<=[\u4e00-\u9fffA-Za-z]{2})(?:\(收\)|收件|收货|亲收|亲启|签收|收|启)$/, '');
  return name.trim();
}

/** −9 … 9: 3 and more stands by itself, 0 … 2 needs a place where names stand, below is none. */
export function nameScore(name: string): number {
  if (name === '' || name.length > 24 || /[\d#]{3,}/.test(name) || notNames.test(name)) return -9;
  if (/·/.test(name)) return /^[\u4e00-\u9fff]{1,10}(?:·[\u4e00-\u9fff]{1,10}){1,4}$/.test(name) ? 8 : -2;
  if (/^[\u4e00-\u9fff]{1,8}$/.test(name)) {
    if (withTitle.test(name)) return talk.test(name) ? 1 : 7;
    if (ofCompound.test(name)) return 4;
    if (titleAlone.test(name)) return 2;
    if (placeEnd.test(name) && name.length > 2) return withSurname.test(name) && looseEnd.test(name) ? 1 : -6;
    if (talk.test(name)) return -5;
    if (withSurname.test(name)) return placeEnd.test(name) ? 1 : name.length === 2 ? 4 : 5;
    if (fourChars.test(name)) return 2;
    if (bareSurname.test(name)) return 1;
    if (nick.test(name)) return 2;
    return name.length <= 4 ? 1 : name.length <= 6 ? 0 : -2;
  }
  if (/^[\u4e00-\u9fff]{1,3}[A-Za-z*xX某]{1,3}$/.test(name)) return bareSurname.test(name[0] ?? '') ? 6 : 1;
  if (/^[\u4e00-\u9fff*]{2,4}$/.test(name)) return 5;
  if (/^[A-Za-z][A-Za-z.'\-_]*(?: [A-Za-z][A-Za-z.'-]*){0,2}$/.test(name)) return name.length > 1 ? 2 : -1;
  if (/^[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff*]{1,11}$/.test(name) && !/\d/.test(name)) return 0;
  return -3;
}

export const looksLikePlace = (text: string): boolean => placeEnd.test(text);
