/** 简体中文. The other languages have exactly these keys. */
export const zhCN = {
  language: { other: 'English', switch: '切换到 English' },
  idle: {
    title: '窗口信息公示',
    staff: '工作人员',
    number: '工号',
    post: '岗位',
    noStaff: '工作人员信息暂未登记',
    hint: '办完业务后，请在此评价',
  },
  privacy: '您的选择不会显示给工作人员',
  invitation: {
    title: '请您评价本次服务',
    matter: '办理事项',
    staff: '工作人员',
    number: '工号',
    serial: '业务流水号',
    scan: '手机扫码也能评价',
    qr: '手机评价二维码',
    levels: '满意度',
    stars: '{{count}} 星',
  },
  warning: { left: '还剩 {{seconds}} 秒', more: '再等一会' },
  undo: {
    title: '已收到',
    ask: '点错了？可以重选',
    left: '{{seconds}} 秒后自动提交',
    again: '重选',
    done: '完成',
  },
  reasons: {
    title: '已记录',
    ask: '有哪些情况？可多选',
    text: '还想说的话（可不填）',
    submit: '提交',
    skip: '跳过',
    more: '更多',
  },
  thanks: { title: '已记录', text: '感谢您的评价' },
  alreadyRated: { title: '手机上已评价', text: '感谢您的评价' },
  unrated: { title: '本次未评价', text: '不影响您办理业务，谢谢您的光临' },
  fault: {
    title: '暂时不能评价',
    storage: '评价器现在无法保存评价，请告知工作人员。给您带来不便，敬请谅解。',
    lost: '评价器正在恢复，请稍候。',
    code: '故障代码',
  },
  badges: {
    offline: '离线：评价先存本机，联网后上传',
    padMissing: '按键未连接，请点屏幕',
  },
  announce: {
    idle: '窗口信息公示',
    invitation: '请您评价本次服务，共五级，从非常满意到非常不满意',
    warning: '评价即将结束，可以选择再等一会',
    undo: '已收到，点错了可以重选',
    reasons: '已记录，可以选择原因，也可以跳过',
    thanks: '已记录，感谢您的评价',
    'already-rated': '手机上已评价',
    unrated: '本次未评价',
    fault: '暂时不能评价',
  },
} as const;

/** The same keys with any words. */
type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };
export type Texts = Shape<typeof zhCN>;
