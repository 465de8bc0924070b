import type { Level } from '@mingjing/shared/domain/levels.ts';
import { REMARK_MAX } from '@mingjing/shared/domain/record.ts';

export type PageLanguage = 'zh' | 'en';

/** The pages that say one thing. None tells more about a session than that it was rated. */
export type Notice =
  | 'recorded'
  | 'held'
  | 'rated'
  | 'duplicate'
  /** The code of a screen, which shows a new one by now. */
  | 'expired'
  /** The code of a receipt, which has no successor. */
  | 'receipt-expired'
  /** The page was open for too long; the code on the receipt is still good. */
  | 'page-expired'
  | 'clock'
  | 'unknown'
  | 'broken'
  | 'busy'
  | 'failed';

interface PageTexts {
  readonly htmlLang: string;
  readonly other: { readonly language: PageLanguage; readonly label: string };
  readonly title: string;
  readonly lead: string;
  readonly window: string;
  readonly matter: string;
  readonly staff: string;
  readonly serial: string;
  readonly scale: string;
  readonly why: Readonly<Record<Level, string>>;
  readonly remark: string;
  readonly remarkHint: string;
  readonly submit: string;
  readonly privacy: string;
  readonly chooseLevel: string;
  readonly tooLong: string;
  readonly notices: Readonly<Record<Notice, { readonly title: string; readonly text: string }>>;
}

/** Every word of the phone page. The five questions are worded alike, so that none is harder to answer than another. */
export const PAGE_TEXTS: Readonly<Record<PageLanguage, PageTexts>> = {
  zh: {
    htmlLang: 'zh-CN',
    other: { language: 'en', label: 'English' },
    title: '评价本次服务',
    lead: '您对本次服务满意吗？',
    window: '窗口',
    matter: '事项',
    staff: '工作人员',
    serial: '业务流水号',
    scale: '满意度',
    why: {
      5: '哪些方面让您非常满意？可多选，也可不选',
      4: '哪些方面让您满意？可多选，也可不选',
      3: '哪些方面让您基本满意？可多选，也可不选',
      2: '哪些方面让您不满意？可多选，也可不选',
      1: '哪些方面让您非常不满意？可多选，也可不选',
    },
    remark: '想说的话（选填）',
    remarkHint: `最多 ${REMARK_MAX} 字，请不要填写证件号码等个人信息`,
    submit: '提交评价',
    privacy: '匿名评价。窗口人员看不到您的选择。',
    chooseLevel: '请先选择一个满意度，再提交。您填写的其他内容已保留。',
    tooLong: `文字最多 ${REMARK_MAX} 字，请删减后再提交。您填写的其他内容已保留。`,
    notices: {
      recorded: { title: '评价已记录', text: '谢谢您的评价。您可以关闭本页面。' },
      held: { title: '评价已收到', text: '谢谢您的评价。窗口终端暂未联网，联网后您的评价即会计入。您可以关闭本页面。' },
      rated: { title: '本次服务已经评价', text: '一次服务评价一次，无需重复评价。谢谢您。' },
      duplicate: { title: '本次服务此前已经评价', text: '您提交的内容已保存备查；一次服务只计一次评价，以先收到的为准。' },
      expired: { title: '二维码已过期', text: '请重新扫描窗口屏幕上的二维码。如屏幕上已没有二维码，请告诉工作人员。' },
      'receipt-expired': { title: '回执上的二维码已过期', text: '回执上的二维码在打印后 24 小时内可以评价。谢谢您的关注。' },
      'page-expired': { title: '页面打开的时间太长', text: '您的评价还没有记录。请重新扫描回执上的二维码后再评价。' },
      clock: { title: '暂时不能评价', text: '窗口终端的时间不准。请在窗口的屏幕或按键上评价，或稍后重新扫码。' },
      unknown: { title: '没有找到这个评价页面', text: '请重新扫描窗口屏幕或回执上的二维码。' },
      broken: { title: '提交的内容不完整', text: '请重新扫描二维码后再评价。' },
      busy: { title: '请稍等', text: '提交过于频繁，请一分钟后再试。' },
      failed: { title: '暂时无法记录', text: '系统出现问题，您的评价还没有记录。请返回上一页，稍后再次提交。' },
    },
  },
  en: {
    htmlLang: 'en',
    other: { language: 'zh', label: '中文' },
    title: 'Rate this service',
    lead: 'How satisfied are you with this service?',
    window: 'Window',
    matter: 'Matter',
    staff: 'Staff',
    serial: 'Serial number',
    scale: 'Satisfaction',
    why: {
      5: 'What made you very satisfied? Choose any, or none',
      4: 'What made you satisfied? Choose any, or none',
      3: 'What made you fairly satisfied? Choose any, or none',
      2: 'What made you dissatisfied? Choose any, or none',
      1: 'What made you very dissatisfied? Choose any, or none',
    },
    remark: 'Your words (optional)',
    remarkHint: `Up to ${REMARK_MAX} characters. Please leave out ID numbers and the like`,
    submit: 'Submit',
    privacy: 'Anonymous. Window staff cannot see your choice.',
    chooseLevel: 'Please choose a level first. Everything else you entered is still here.',
    tooLong: `The text may have ${REMARK_MAX} characters at most. Everything else you entered is still here.`,
    notices: {
      recorded: { title: 'Your rating is recorded', text: 'Thank you. You may close this page.' },
      held: { title: 'Your rating is received', text: 'Thank you. The terminal is offline; your rating counts once it is back. You may close this page.' },
      rated: { title: 'This service has been rated', text: 'One service is rated once. Thank you.' },
      duplicate: { title: 'This service was rated before', text: 'What you sent is kept on file. Only the first rating of a service counts.' },
      expired: { title: 'The code has expired', text: 'Please scan the code on the window screen again. If it is gone, please tell the staff.' },
      'receipt-expired': { title: 'The code on the receipt has expired', text: 'It can be used for 24 hours after printing. Thank you all the same.' },
      'page-expired': { title: 'This page was open for too long', text: 'Nothing is recorded yet. Please scan the code on the receipt again, then rate.' },
      clock: { title: 'Rating is not possible right now', text: "The terminal's clock is wrong. Please rate at the window itself, or scan again later." },
      unknown: { title: 'There is no such page', text: 'Please scan the code on the window screen or the receipt again.' },
      broken: { title: 'Something is missing', text: 'Please scan the code again, then rate.' },
      busy: { title: 'One moment, please', text: 'Too many attempts. Please try again in a minute.' },
      failed: {
        title: 'Not recorded yet',
        text: 'Something went wrong on our side and your rating is not recorded yet. Please go back and submit again later.',
      },
    },
  },
};
