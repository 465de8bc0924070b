import type { Localised } from './display-words.ts';

/** What a citizen met on the way of a matter 办理事项选项. Says nothing of how well it went: the level does. */
export interface MatterItem extends Localised {
  readonly code: string;
}

/** 事项类型, GB/T 39046 A.1 subset, as in a service record. */
export type MatterKind = '01' | '05' | '07' | '08' | '09' | '10' | '20' | '99';

/**
 * Second-level items 二级评价: 嘉祥县 2021〔21〕 二(四) has ten to choose from, refined by the nature of the service, without naming them, and
 * 济南 济政办字〔2020〕18号 二(四) asks of guidance, procedure and papers. The words are ours. The same ten stand for every level of a matter, so
 * that the list tells nobody which one was pressed (P5). Their codes are ours too and begin with a letter: the national ones stay what they are.
 */
export const MATTER_ITEMS = {
  version: 'items-2026-11',
  items: [
    { code: 'q01', zh: '办事指引', en: 'Guidance', ug: 'ئىش بېجىرىش يېتەكچىسى', bo: 'ལས་དོན་སྒྲུབ་པའི་མཛུབ་ཁྲིད།' },
    { code: 'q02', zh: '取号排队', en: 'Tickets and queue', ug: 'نومۇر ئېلىش ۋە ئۆچىرەت', bo: 'ཨང་ལེན་པ་དང་གྲལ་སྒྲིག' },
    { code: 'q03', zh: '申请条件', en: 'Who may apply', ug: 'ئىلتىماس شەرتى', bo: 'ཞུ་བའི་ཆ་རྐྱེན།' },
    { code: 'q04', zh: '申请材料', en: 'Papers needed', ug: 'ئىلتىماس ماتېرىيالى', bo: 'ཞུ་བའི་ཡིག་ཆ།' },
    { code: 'q05', zh: '表格填写', en: 'Filling in forms', ug: 'جەدۋەل تولدۇرۇش', bo: 'རེའུ་མིག་འབྲི་བ།' },
    { code: 'q06', zh: '受理登记', en: 'Acceptance', ug: 'قوبۇل قىلىش ۋە تىزىملاش', bo: 'དང་ལེན་ཐོ་འགོད།' },
    { code: 'q07', zh: '办理时间', en: 'Time taken', ug: 'بېجىرىش ۋاقتى', bo: 'སྒྲུབ་པའི་དུས་ཚོད།' },
    { code: 'q08', zh: '审查核实', en: 'Checking', ug: 'تەكشۈرۈپ ئېنىقلاش', bo: 'ཞིབ་བཤེར་དངོས་བདར།' },
    { code: 'q09', zh: '收费缴费', en: 'Fees', ug: 'ھەق ئېلىش ۋە تۆلەش', bo: 'རིན་དོད་སྤྲོད་ལེན།' },
    { code: 'q10', zh: '结果送达', en: 'Getting the result', ug: 'نەتىجىنى يەتكۈزۈش', bo: 'གྲུབ་འབྲས་སྐྱེལ་བ།' },
    { code: 'q11', zh: '人员服务', en: 'The staff', ug: 'خادىملار مۇلازىمىتى', bo: 'ལས་བྱེད་པའི་ཞབས་ཞུ།' },
    { code: 'q12', zh: '网上办理', en: 'Doing it online', ug: 'توردا بېجىرىش', bo: 'དྲ་ཐོག་ནས་སྒྲུབ་པ།' },
    { code: 'q13', zh: '大厅环境', en: 'The hall', ug: 'زال مۇھىتى', bo: 'ཚོམས་ཆེན་གྱི་ཁོར་ཡུག' },
    { code: 'q14', zh: '资格认定', en: 'Eligibility', ug: 'سالاھىيەت بېكىتىش', bo: 'ཐོབ་ཐང་གཏན་འཁེལ།' },
    { code: 'q15', zh: '金额计算', en: 'The amount', ug: 'سومما ھېسابلاش', bo: 'དངུལ་གྲངས་རྩིས་རྒྱག' },
    { code: 'q16', zh: '发放到账', en: 'Payment', ug: 'پۇل تارقىتىش', bo: 'དངུལ་གཏོང་བ།' },
    { code: 'q17', zh: '现场勘验', en: 'Inspection on site', ug: 'نەق مەيداندا تەكشۈرۈش', bo: 'དངོས་ཡུལ་ཞིབ་བཤེར།' },
    { code: 'q18', zh: '证照内容', en: 'The certificate', ug: 'كىنىشكا مەزمۇنى', bo: 'ལག་ཁྱེར་གྱི་ནང་དོན།' },
    { code: 'q19', zh: '信息核对', en: 'Checking of data', ug: 'ئۇچۇر سېلىشتۇرۇش', bo: 'ཆ་འཕྲིན་ཞིབ་བསྡུར།' },
    { code: 'q20', zh: '评审公示', en: 'Review and notice', ug: 'باھالاش ۋە ئاشكارىلاش', bo: 'དཔྱད་ཞིབ་དང་སྤྱི་བསྒྲགས།' },
    { code: 'q21', zh: '奖励兑现', en: 'Award given', ug: 'مۇكاپاتنى ئەمەلگە ئاشۇرۇش', bo: 'བྱ་དགའ་དངོས་སྤྲོད།' },
    { code: 'q22', zh: '听取陈述', en: 'Being heard', ug: 'بايان ئاڭلاش', bo: 'གསལ་བཤད་ཉན་པ།' },
    { code: 'q23', zh: '证据审查', en: 'Evidence', ug: 'پاكىت تەكشۈرۈش', bo: 'བདེན་དཔང་ཞིབ་བཤེར།' },
    { code: 'q24', zh: '裁决说明', en: 'The decision', ug: 'قارارنى چۈشەندۈرۈش', bo: 'ཐག་གཅོད་གསལ་བཤད།' },
    { code: 'q25', zh: '进度查询', en: 'Tracking progress', ug: 'جەريان سۈرۈشتۈرۈش', bo: 'འགྲོས་རིམ་འཚོལ་བ།' },
    { code: 'q26', zh: '预约服务', en: 'Booking', ug: 'زاكاز مۇلازىمىتى', bo: 'སྔོན་འཆར་ཞབས་ཞུ།' },
    { code: 'q27', zh: '自助设备', en: 'Self-service', ug: 'ئۆز-ئۆزىگە مۇلازىمەت', bo: 'རང་ཞབས་སྒྲིག་ཆས།' },
    { code: 'q28', zh: '咨询解答', en: 'Answers', ug: 'مەسلىھەت جاۋابى', bo: 'འདྲི་བ་དང་ལན།' },
    { code: 'q29', zh: '政策解读', en: 'Explained policy', ug: 'سىياسەت چۈشەندۈرۈش', bo: 'སྲིད་ཇུས་འགྲེལ་བཤད།' },
  ],
  /** Ten for each kind of matter, in the order in which a citizen meets them. */
  kinds: {
    /** 行政许可 */
    '01': ['q01', 'q03', 'q04', 'q05', 'q06', 'q17', 'q07', 'q09', 'q18', 'q11'],
    /** 行政给付 */
    '05': ['q01', 'q14', 'q04', 'q05', 'q06', 'q15', 'q07', 'q25', 'q16', 'q11'],
    /** 行政确认 */
    '07': ['q01', 'q03', 'q04', 'q05', 'q06', 'q19', 'q07', 'q18', 'q10', 'q11'],
    /** 行政奖励 */
    '08': ['q29', 'q03', 'q04', 'q05', 'q06', 'q20', 'q07', 'q25', 'q21', 'q11'],
    /** 行政裁决 */
    '09': ['q28', 'q04', 'q05', 'q06', 'q22', 'q23', 'q24', 'q07', 'q10', 'q11'],
    /** 其他行政权力 */
    '10': ['q01', 'q03', 'q04', 'q05', 'q06', 'q08', 'q07', 'q09', 'q10', 'q11'],
    /** 公共服务 */
    '20': ['q01', 'q26', 'q02', 'q28', 'q04', 'q12', 'q27', 'q07', 'q13', 'q11'],
    /** 其他, or unknown */
    '99': ['q01', 'q02', 'q28', 'q04', 'q05', 'q06', 'q12', 'q07', 'q13', 'q11'],
  },
} as const satisfies {
  version: string;
  items: readonly MatterItem[];
  kinds: Readonly<Record<MatterKind, readonly string[]>>;
};
