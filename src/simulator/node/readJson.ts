import type { IncomingMessage } from 'node:http'
import { isTooDeep, MAX_DEPTH } from '../engine/isTooDeep.ts'
import { HttpProblem } from './HttpProblem.ts'

const MAX_BYTES = 64 * 1024

/** The body of a request; `undefined` when there is none. @throws {@link HttpProblem} 400 (no JSON, or nested over 200 levels), 413, 415 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    bytes += chunk.length
    // Read to its end all the same: who is cut off while sending does not see the answer.
    if (bytes <= MAX_BYTES) chunks.push(chunk)
  }
  if (bytes > MAX_BYTES) throw new HttpProblem(413, 'The body is larger than 64 kB.')
  if (bytes === 0) return undefined
  // A form that a page elsewhere could send without being asked first is no JSON either.
  const kind = request.headers['content-type'] ?? ''
  if (!/^application\/json\s*(;|$)/i.test(kind))
    throw new HttpProblem(415, 'Send JSON, with the header Content-Type: application/json.')
  const text = Buffer.concat(chunks).toString('utf8')
  if (isTooDeep(text))
    throw new HttpProblem(400, `The body is nested over ${MAX_DEPTH} levels deep.`)
  try {
    return JSON.parse(text)
  } catch {
    throw new HttpProblem(400, 'The body is not valid JSON.', 'invalid_json')
  }
}
