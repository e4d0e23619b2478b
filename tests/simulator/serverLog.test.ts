import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { tellBreaks } from '../../src/simulator/node/tellBreaks.ts'
import { served } from './support/served.ts'

/** A server whose log is kept. */
async function logging(options: Parameters<typeof served>[0] = {}) {
  const logged: string[] = []
  return { ...(await served({ ...options, log: (line) => logged.push(line) })), logged }
}

describe('somebody who gets no line is told of in the log', () => {
  it.each([
    [
      '/v1/realtime?model=m&fault=od-bytes',
      'A line to /v1/realtime was refused: There is no fault named "od-bytes". Did you mean "odd-bytes"?',
    ],
    ['/v1/realtime?model=m&brain=owl', 'There is no brain named "owl"'],
    ['/v1/realtime', 'You must provide a model parameter. (missing_model, close code 4000)'],
    ['/v2/realtime', 'A line to /v2/realtime was refused: The simulator serves /v1/realtime'],
    ['/openai/v1/realtime?model=m&api-version=1', '(HTTP 401)'],
  ])('%s', async (path, words) => {
    const { open, logged } = await logging()
    await open(path).end()
    expect(logged).toEqual([expect.stringContaining(words)])
  })

  it('but not his key', async () => {
    const { open, logged } = await logging({ apiKey: 'right' })
    await open('/openai/v1/realtime?model=m&api-key=s3cret').end()
    await open('/v1/realtime?model=m', ['openai-insecure-api-key.s3cret']).end()
    expect(logged).toHaveLength(2)
    expect(logged.join()).not.toContain('s3cret')
  })

  it('one too many is, too', async () => {
    const { open, logged } = await logging({ maxSessions: 1 })
    await open().hear('session.created')
    expect(await open().end()).toMatchObject({ code: 4429 })
    expect(logged).toEqual([expect.stringContaining('All 1 sessions are taken')])
  })
})

it('a part of somebody else’s that fails costs one line, and is told', async () => {
  const { open, logged } = await logging({
    createHearing: () => {
      throw new Error('no ears')
    },
  })
  expect(await open().end()).toEqual({ code: 1011, reason: 'The simulator failed.' })
  expect(logged).toEqual([expect.stringContaining('The simulator failed: Error: no ears')])
})

it('a client that is merely gone is no line in the log', async () => {
  const { simulator, open, logged } = await logging()
  const socket = connect(simulator.port, '127.0.0.1')
  socket.write('GET /v1/realtime?model=m HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n')
  socket.write('Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n')
  socket.write('Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n')
  await expect.poll(() => simulator.sessions).toHaveLength(1)
  socket.resetAndDestroy()
  await expect.poll(() => simulator.sessions).toEqual([])
  await open().hear('session.created')
  expect(logged).toEqual([])
})

it.each([
  ['ECONNRESET', 0],
  ['EPIPE', 0],
  ['WS_ERR_INVALID_OPCODE', 1],
])('of what breaks a line %s takes %i lines', (code, lines) => {
  const logged: string[] = []
  tellBreaks((line) => logged.push(line))(Object.assign(new Error('broken'), { code }))
  expect(logged).toHaveLength(lines)
})

describe('a path that is not served', () => {
  it('is answered with those that are', async () => {
    const { ask } = await served()
    const { status, text } = await ask('GET', '/v1/models')
    expect(status).toBe(404)
    expect(text).toContain('POST /v1/realtime/client_secrets')
    expect(text).toContain('POST /token')
    expect(text).toContain('WebSocket on /v1/realtime')
    expect(text).not.toContain('/_simulator')
  })

  it('with control, those of control too', async () => {
    const { ask } = await served({ control: true })
    expect((await ask('GET', '/_simulator/fault')).text).toContain('DELETE /_simulator/faults')
  })
})
