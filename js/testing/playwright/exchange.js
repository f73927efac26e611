// HTTP with the sandbox, under the host name that the page or the page's server has asked for.
import { request as open } from 'node:http';

/** Headers that belong to one connection, or that Node writes itself. */
const OWN = ['connection', 'content-length', 'host', 'keep-alive', 'transfer-encoding'];

/**
 * @typedef {{ method: string, path: string, host: string, headers: Record<string, string | string[] | undefined>, body: Buffer | null }} Asked
 * @typedef {{ status: number, headers: Record<string, string | string[]>, body: Buffer }} Answer
 */

/** @param {Record<string, any>} headers */
const without = (headers) => Object.fromEntries(Object.entries(headers).filter(([name, value]) => value !== undefined && !OWN.includes(name)));

/**
 * @param {number} port
 * @param {Asked} asked
 * @returns {Promise<Answer>}
 */
export function exchange(port, { method, path, host, headers, body }) {
  return new Promise((resolve, reject) => {
    const request = open({ host: '127.0.0.1', port, method, path, headers: { ...without(headers), host }, setHost: false }, async (answer) => {
      try {
        const chunks = [];
        for await (const chunk of answer) chunks.push(chunk);
        resolve({ status: answer.statusCode ?? 502, headers: without(answer.headers), body: Buffer.concat(chunks) });
      } catch (error) {
        reject(error);
      }
    });
    request.on('error', reject);
    if (body?.length) request.setHeader('content-length', body.length);
    request.end(body ?? undefined);
  });
}

/** @param {Buffer | null | undefined} body */
export function jsonOf(body) {
  try {
    return JSON.parse(String(body));
  } catch {
    // A page or a script, of which nothing is read.
    return undefined;
  }
}
