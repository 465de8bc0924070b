/**
 * The five satisfaction levels 满意度 as every part of Mingjing stores them: 5 is best.
 * GB/T 39046-2020 A.8 numbers them the other way round (1 = best); pads and cities differ again, so they map at their own adapter.
 */
export const LEVELS = [
  { level: 5, zh: '非常满意', en: 'Very satisfied', ug: 'ئىنتايىن رازى', bo: 'ཧ་ཅང་ཡིད་ཚིམ།', bad: false },
  { level: 4, zh: '满意', en: 'Satisfied', ug: 'رازى', bo: 'ཡིད་ཚིམ།', bad: false },
  { level: 3, zh: '基本满意', en: 'Fairly satisfied', ug: 'ئاساسەن رازى', bo: 'ཕལ་ཆེར་ཡིད་ཚིམ།', bad: false },
  { level: 2, zh: '不满意', en: 'Dissatisfied', ug: 'نارازى', bo: 'ཡིད་མི་ཚིམ།', bad: true },
  { level: 1, zh: '非常不满意', en: 'Very dissatisfied', ug: 'ئىنتايىن نارازى', bo: 'ཧ་ཅང་ཡིད་མི་ཚིམ།', bad: true },
] as const;
