import { z } from 'zod';
import { plainText } from './service-record.ts';

/** Staff that may share one window. */
export const STAFF_MAX = 40;
/** A photo that the window may show, by the name it was stored under. */
export const photoNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}\.(?:png|jpg|webp)$/, 'must be a name such as a0312.jpg (png, jpg or webp)');

/** Also of the service PIN. */
export const pinHashSchema = z
  .string()
  .regex(/^scrypt-pin\$1\$[\w-]{22}\$[\w-]{43}$/, 'must be what npm run staff -- pin prints');
const cardHashSchema = z.string().regex(/^scrypt-card\$1\$[\w-]{43}$/, 'must be what npm run staff -- card prints');

/** One of the staff of a window, as provisioned. */
const staffMemberSchema = z.strictObject({
  name: plainText(50),
  /** 工号. Whoever signs in types only its digits. */
  number: plainText(20),
  /** 岗位 */
  post: plainText(50).optional(),
  /** 服务星级 */
  stars: z.int().min(1).max(5).optional(),
  photo: photoNameSchema.optional(),
  pinHash: pinHashSchema.optional(),
  cardHash: cardHashSchema.optional(),
});
export type StaffMember = z.infer<typeof staffMemberSchema>;

/** What somebody types of a staff number: a keypad has no letters. */
export const typedNumber = (number: string): string => number.replace(/\D/g, '');

/** Everybody who may sign in at a window. */
export const staffListSchema = z
  .strictObject({ staff: z.array(staffMemberSchema).max(STAFF_MAX) })
  .superRefine(({ staff }, context) => {
    for (const [index, one] of staff.entries()) {
      const before = staff.slice(0, index);
      const typed = typedNumber(one.number);
      const complain = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['staff', index, field], message });
      if (typed === '') complain('number', 'must hold a digit: it is typed on a keypad');
      else if (before.some(({ number }) => typedNumber(number) === typed)) {
        complain('number', 'must differ from the others in its digits: letters are not typed');
      }
      if (one.cardHash !== undefined && before.some(({ cardHash }) => cardHash === one.cardHash)) {
        complain('cardHash', 'must not be the card of somebody else');
      }
    }
  });
export type StaffList = z.infer<typeof staffListSchema>;
