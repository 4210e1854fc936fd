/**
 * Seeded reason codes for edges that need one. Third column where it matters: does it count against the outlet or
 * the person. Hold reasons are in hold.ts, causes of a changed appointment in appointment.ts.
 */
export interface Reason {
  code: string;
  zh: string;
  en: string;
  ours?: boolean;
}

export const reassignReasons: readonly Reason[] = [
  { code: 'J01', zh: '师傅请假或受伤', en: 'Technician on leave or hurt', ours: false },
  { code: 'J02', zh: '技能不符', en: 'Skill does not fit', ours: false },
  { code: 'J03', zh: '用户点名', en: 'User asked for someone', ours: false },
  { code: 'J04', zh: '顺路调整', en: 'Better route', ours: false },
  { code: 'J05', zh: '超时未接单', en: 'Not accepted in time', ours: true },
  { code: 'J06', zh: '用户投诉换人', en: 'User complained', ours: true },
  { code: 'J07', zh: '师傅离职', en: 'Technician has left', ours: false },
];

export const cancelReasons: readonly Reason[] = [
  { code: 'Q01', zh: '用户取消', en: 'Cancelled by the user' },
  { code: 'Q02', zh: '平台撤单', en: 'Cancelled by the platform' },
  { code: 'Q03', zh: '重复单', en: 'Duplicate' },
  { code: 'Q04', zh: '用户已自行解决', en: 'Solved by the user' },
  { code: 'Q05', zh: '超出区域', en: 'Outside the area' },
  { code: 'Q06', zh: '无需服务(赠品、自带安装)', en: 'No service needed' },
];

export const sendBackReasons: readonly Reason[] = [
  { code: 'T01', zh: '超区域', en: 'Outside the area' },
  { code: 'T02', zh: '无此技能或无授权', en: 'No skill or no authorisation' },
  { code: 'T03', zh: '价格不符', en: 'Price does not fit' },
  { code: 'T04', zh: '地址电话错误无法联系', en: 'Wrong address or number' },
  { code: 'T05', zh: '产品与工单不符', en: 'Product differs from the order' },
];

/** Causes of rare edges: a closed list, in words in the window's catalogue. */
export const reopenCauses = ['work_incomplete', 'wrong_result', 'entered_wrong'] as const;
export const disputeCauses = ['papers_refused', 'fee_refused', 'fine', 'user_complaint'] as const;
export const reviveCauses = ['user_again', 'cancelled_wrongly', 'platform_again'] as const;
