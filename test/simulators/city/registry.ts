import { type CityRating, type CityService, cityRatingSchema, cityServiceSchema } from './records.ts';

/** The city's books and its business rules: what it holds and why it refuses (DOMAIN-DATA a.0, d.6). */
export function createRegistry() {
  const services = new Map<string, CityService>();
  const ratings = new Map<string, CityRating>();
  const serviceKey = (record: { projectNo: string; serviceNumber: string }) =>
    `${record.projectNo}/${record.serviceNumber}`;

  return {
    services: (): readonly CityService[] => [...services.values()],
    ratings: (): readonly CityRating[] => [...ratings.values()],

    /** Loses the service records of a case, as a restored backup does. */
    forget(projectNo: string): void {
      for (const [key, record] of services) if (record.projectNo === projectNo) services.delete(key);
    },

    /** @returns why the record is refused, or undefined when it was taken */
    takeService(body: unknown): string | undefined {
      const record = cityServiceSchema.safeParse(body);
      if (!record.success) return `参数错误：${record.error.issues.map((issue) => issue.path.join('.')).join('、')}`;
      const problem = serviceProblem(record.data);
      if (problem !== undefined) return problem;
      if (services.has(serviceKey(record.data))) return '已存在该条服务信息';
      services.set(serviceKey(record.data), record.data);
      return undefined;
    },

    /** @returns why the rating is refused, or undefined when it was taken */
    takeRating(body: unknown): string | undefined {
      const rating = cityRatingSchema.safeParse(body);
      if (!rating.success) return `参数错误：${rating.error.issues.map((issue) => issue.path.join('.')).join('、')}`;
      const service = services.get(serviceKey(rating.data));
      if (service === undefined) return '没有对应的服务数据';
      const problem = ratingProblem(rating.data, service);
      if (problem !== undefined) return problem;
      const key = `${serviceKey(rating.data)}/${rating.data.assessNumber}`;
      if (ratings.has(key)) return '评价数据不可重复';
      ratings.set(key, rating.data);
      return undefined;
    },
  };
}

function serviceProblem(service: CityService): string | undefined {
  if (service.proStatus !== '1' && service.acceptDate === undefined) return '受理时间不能为空';
  if (service.proStatus === '3' && service.resultDate === undefined) return '办结时间不能为空';
  return undefined;
}

function ratingProblem(rating: CityRating, service: CityService): string | undefined {
  // Equal lengths and leading zeros: these texts sort as the times they mean.
  const before = [service.serviceTime, service.acceptDate, service.resultDate].filter((at) => at !== undefined);
  if (before.some((at) => rating.assessTime <= at)) return '评价时间必须晚于服务时间';
  const codes = rating.evalDetail === '' ? [] : rating.evalDetail.split(',');
  if (codes.some((code) => code[0] !== rating.satisfaction)) return '评价详情与满意度不符';
  const bad = rating.satisfaction === '1' || rating.satisfaction === '2';
  if (bad && codes.length === 0 && rating.writingEvaluation === '') return '差评必须勾选详情或填写文字评价';
  return undefined;
}
