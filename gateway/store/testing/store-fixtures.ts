import { generateKeyPairSync, randomBytes, randomInt } from 'node:crypto';
import { toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import { uuidV7 } from '@mingjing/shared/basics/uuid.ts';
import type { DeviceId, QrHandle, RatingId, SessionId, ShortId } from '@mingjing/shared/domain/ids.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import type { FollowUpRating, NewServiceSession, PhoneRating, Terminal } from '../gateway-store.ts';

/** Ready-made inputs of the store for tests; everything in them is valid and new. */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function newId<Id extends string>(nowMs = Date.now()): Id {
  return uuidV7(nowMs, randomBytes) as Id;
}

export function newTerminal(): Omit<Terminal, 'retired'> {
  const { publicKey } = generateKeyPairSync('ed25519');
  return {
    deviceId: newId<DeviceId>(),
    shortId: Array.from({ length: 6 }, () => ALPHABET[randomInt(32)]).join('') as ShortId,
    publicKey: publicKey.export({ format: 'jwk' }).x as string,
    qrKey: Uint8Array.from(randomBytes(32)),
    windowName: '综合窗口 3',
  };
}

export function newSession(deviceId: DeviceId, now: number): NewServiceSession {
  const sessionId = newId<SessionId>(now);
  return {
    deviceId,
    caller: 'hall-system',
    view: {
      sessionId,
      qrHandle: toBase64Url(randomBytes(16)) as QrHandle,
      openedBy: 'gateway',
      openedAt: now,
      matterName: '户口迁移',
      staffName: '王芳',
      staffNumber: '0012',
    },
    service: {
      projectNo: `P-${sessionId}`,
      serviceNumber: 1,
      taskCode: '11370100MB2857',
      taskName: '户口迁移',
      proStatus: '3',
      serviceName: '业务办结',
      serviceTime: now - 60_000,
      staff: { name: '王芳', number: '0012' },
    },
    applicant: {
      userProp: '1',
      userName: '李雷',
      userPageType: '111',
      certKey: '37010219900101001X',
      mobile: '13800000000',
    },
  };
}

export function newFollowUp(deviceId: DeviceId, qrHandle: QrHandle, now: number): FollowUpRating {
  const { ratingId: followUpId, ...rest } = newPhoneRating(deviceId, qrHandle, now);
  return { ...rest, followUpId, level: 2, tags: ['207'], text: '后来发现还要再跑一次' };
}

export function newPhoneRating(deviceId: DeviceId, qrHandle: QrHandle, now: number): PhoneRating {
  return {
    ratingId: newId<RatingId>(now),
    deviceId,
    qrHandle,
    level: 5,
    channel: 'qr',
    tags: ['510'],
    text: '很快',
    catalogueVersion: REASON_CATALOGUE.version,
    submittedAt: now,
  };
}
