import type { HttpAnswer } from './classify.ts';

/** The longest answer that is read; the rest is not waited for. */
export const ANSWER_MAX_BYTES = 64 * 1024;

/**
 * Posts JSON text. Follows no redirects, so that a signed record never goes to another address.
 * @throws whatever fetch throws: the caller turns it into `unavailable`
 */
export async function postJson(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json; charset=utf-8', accept: 'application/json', ...headers },
    redirect: 'manual',
    signal,
  });
  return {
    status: response.status,
    body: await readBounded(response),
    retryAfter: response.headers.get('retry-after'),
  };
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > ANSWER_MAX_BYTES) throw new Error(`the answer is longer than ${ANSWER_MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
