import type { Level } from './levels.ts';

/** One detail option 评价详情 of the national list; `base` marks the base set, the rest is the extended set. */
export interface ReasonTag {
  readonly code: string;
  readonly level: Level;
  readonly base: boolean;
  readonly zh: string;
  readonly en: string;
}

/**
 * The national detail options in use (dump of the indicator list, about 2020-05): 40 codes, eight for each level.
 * Version-managed upstream: a rating stores the version it was given under, and a gateway may push a newer list.
 */
export const REASON_CATALOGUE = {
  version: '2020-05',
  tags: [
    { code: '510', level: 5, base: true, zh: '一窗受理一次办结', en: 'One window, finished in one go' },
    { code: '511', level: 5, base: true, zh: '可以先受理后补材料', en: 'Accepted first, papers could follow' },
    { code: '512', level: 5, base: true, zh: '不用提交证明', en: 'No certificates needed' },
    { code: '513', level: 5, base: false, zh: '可以全程网上办理', en: 'Can be done entirely online' },
    { code: '514', level: 5, base: false, zh: '可以使用手机办理', en: 'Can be done on a phone' },
    { code: '515', level: 5, base: false, zh: '可以就近办理', en: 'Can be done nearby' },
    { code: '516', level: 5, base: false, zh: '无需材料直接办理', en: 'No papers needed at all' },
    { code: '517', level: 5, base: false, zh: '服务热情效率高', en: 'Warm and efficient service' },
    { code: '406', level: 4, base: true, zh: '填写一张表单就可完成申报', en: 'One form was enough' },
    { code: '407', level: 4, base: true, zh: '在线提交材料窗口核验', en: 'Papers sent online, checked at the window' },
    { code: '408', level: 4, base: true, zh: '一张清单告知全部申报材料', en: 'One list named all papers' },
    { code: '409', level: 4, base: false, zh: '用告知承诺减免申报材料', en: 'A declaration replaced some papers' },
    { code: '410', level: 4, base: false, zh: '可以在线预约办理', en: 'Could book online' },
    { code: '411', level: 4, base: false, zh: '跑大厅一次办完', en: 'Done in one visit' },
    { code: '412', level: 4, base: false, zh: '可以使用自助机办理', en: 'Could use a self-service machine' },
    { code: '413', level: 4, base: false, zh: '服务态度较好', en: 'Good service attitude' },
    { code: '307', level: 3, base: true, zh: '一次性告知需要补正的材料', en: 'All missing papers named at once' },
    { code: '308', level: 3, base: true, zh: '提供申报材料样本', en: 'Sample papers provided' },
    { code: '309', level: 3, base: true, zh: '在承诺的时间内办结', en: 'Done within the promised time' },
    { code: '310', level: 3, base: false, zh: '办事指南指引准确', en: 'The guide was accurate' },
    { code: '311', level: 3, base: false, zh: '按办事指南要求的材料即可办理', en: 'The papers in the guide were enough' },
    { code: '312', level: 3, base: false, zh: '可以快递送达', en: 'Could be sent by courier' },
    { code: '313', level: 3, base: false, zh: '跑动次数与承诺的一致', en: 'As many visits as promised' },
    { code: '314', level: 3, base: false, zh: '服务态度一般', en: 'Average service attitude' },
    { code: '207', level: 2, base: true, zh: '没有提供材料样本', en: 'No sample papers' },
    { code: '208', level: 2, base: true, zh: '没有提供材料清单', en: 'No list of papers' },
    { code: '209', level: 2, base: true, zh: '未在承诺时间内办结', en: 'Not done within the promised time' },
    { code: '210', level: 2, base: false, zh: '同样内容的证明材料被要求多次提交', en: 'Same proof asked for repeatedly' },
    { code: '211', level: 2, base: false, zh: '承诺网办但无法在线办理', en: 'Promised online, but not possible' },
    { code: '212', level: 2, base: false, zh: '在线预约办理后到实体大厅重复取号排队', en: 'Booked online, had to queue again' },
    { code: '213', level: 2, base: false, zh: '窗口人员业务不熟练', en: 'Staff did not know the procedure' },
    { code: '214', level: 2, base: false, zh: '服务态度生硬', en: 'Curt service attitude' },
    { code: '108', level: 1, base: true, zh: '在办事指南之外增加新的审批条件', en: 'Extra conditions beyond the guide' },
    { code: '109', level: 1, base: true, zh: '需提供办事指南之外的申报材料', en: 'Papers asked for beyond the guide' },
    { code: '110', level: 1, base: true, zh: '无理由超过法定办理时间', en: 'Late without reason' },
    { code: '111', level: 1, base: false, zh: '办事指南提供样本有错', en: 'Wrong sample in the guide' },
    { code: '112', level: 1, base: false, zh: '承诺在线收取申报材料实际无法收取', en: 'Promised to take papers online, did not' },
    { code: '113', level: 1, base: false, zh: '多头跑窗口和部门', en: 'Sent from window to window' },
    { code: '114', level: 1, base: false, zh: '跑动次数与承诺的不一致', en: 'More visits than promised' },
    { code: '115', level: 1, base: false, zh: '服务态度差效率低', en: 'Bad attitude and slow service' },
  ],
} as const satisfies { version: string; tags: readonly ReasonTag[] };
