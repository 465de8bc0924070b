import type { ErrorBody } from '../http-error.ts';

/** What Fastify and Node refuse on their own, in our envelope. */
export const CLIENT_ERRORS: Readonly<Record<number, ErrorBody>> = {
  400: { code: 'bad-request', message: 'the body is not well-formed: send JSON in UTF-8 with a matching content-length' },
  408: { code: 'timeout', message: 'the request took too long to arrive: send it in one go' },
  413: { code: 'too-large', message: 'the body is too large: a service record needs far less' },
  415: { code: 'unsupported-media-type', message: 'content-type: send application/json' },
  429: { code: 'too-many-requests', message: 'too many requests: wait as long as the retry-after header says' },
  431: { code: 'headers-too-large', message: 'the headers are too large: send only those that are needed' },
};
