/** 备料：前一晚按人按路线备好，早上交接。 */
export const staging = {
  scan: {
    field: '扫任何码：配件、工牌、单据、货位',
    unknown: '不认识这个码：{{code}}。请核对标签，或打配件编码、单号再试。',
    several: '{{code}} 不止一个意思，选一个：',
    kind: {
      part: '配件',
      serial: '配件条码(SN)',
      staff: '师傅',
      order: '工单',
      old_part: '旧件',
      document: '单据',
      request: '配件申请',
      parcel: '包裹',
      bin: '货位',
      place: '仓库',
      custody: '代管物品',
      count: '盘点',
    },
    lies: '{{place}} {{bin}}',
    liesNone: '这里什么也没有。',
    notYours: '{{code}} 是{{what}}，您没有打开它的权限。',
  },
};
