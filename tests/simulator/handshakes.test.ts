import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { listen } from '../../src/simulator/node/listen.ts'
import { selfSigned } from '../../src/simulator/node/selfSigned.ts'
import { frame, RawSocket, upgrade } from './support/RawSocket.ts'
import { served } from './support/served.ts'

const nobody = () => Promise.resolve()
const PATH = '/v1/realtime?model=m'

it.each([
  ['an address that cannot be read', upgrade('//['), 404],
  ['an address with a broken name in it', upgrade('http://[/v1/realtime'), 400],
  ['no name of a machine', upgrade(PATH).replace('Host: localhost\r\n', ''), 403],
  ['another version', upgrade(PATH).replace('Version: 13', 'Version: 7'), 400],
  ['a key that is none', upgrade(PATH).replace('dGhlIHNhbXBsZSBub25jZQ==', 'short'), 400],
  ['no key', upgrade(PATH).replace(/Sec-WebSocket-Key.*\r\n/, ''), 400],
  ['another method', upgrade(PATH).replace('GET', 'POST'), 405],
  ['another protocol', upgrade(PATH).replace('Upgrade: websocket', 'Upgrade: h2c'), 400],
  ['a wrong subprotocol list', upgrade(PATH, 'Sec-WebSocket-Protocol: a,,b'), 400],
  ['a head of 100 kB', upgrade(PATH, `X: ${'x'.repeat(100_000)}`), 431],
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['bytes', Buffer.alloc(64, 0xff), 400],
])('%s is refused, and the server stands', async (_what, sent, status) => {
  const { simulator, open } = await served()
  const raw = new RawSocket(simulator.port)
  raw.send(sent)
  expect(await raw.rest()).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  await open().hear('session.created')
})

it('whoever is refused and does not hang up is hung up on', async () => {
  const { simulator } = await served({ apiKey: 'right' })
  const socket = connect({ port: simulator.port, host: '127.0.0.1', allowHalfOpen: true })
  socket.write(upgrade('/openai/v1/realtime?model=d'))
  socket.resume()
  await new Promise((resolve) => socket.once('end', resolve))
  const error = new Promise((resolve) => socket.once('error', resolve))
  const writing = setInterval(() => socket.write('x'), 5)
  expect(await error).toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE/) as string })
  clearInterval(writing)
})

it('what comes with the handshake is not lost', async () => {
  const { simulator } = await served()
  const raw = new RawSocket(simulator.port)
  const clear = frame({ payload: '{"type":"input_audio_buffer.clear"}' })
  raw.send(Buffer.concat([Buffer.from(upgrade(PATH)), clear, frame({ opcode: 8 })]))
  expect(await raw.rest()).toContain('input_audio_buffer.cleared')
})

it.each([
  ['says nothing', '', null],
  ['stops in the middle of a header', 'GET / HTTP/1.1\r\nHost: loc', null],
  [
    'never sends the body that it announced',
    'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n',
    null,
  ],
  ['says nothing where TLS is spoken', '', selfSigned()],
  ['begins TLS and stops', Buffer.from([0x16, 3, 1, 2, 0]), selfSigned()],
])('whoever %s is cut off in time', async (_what, sent, certificate) => {
  const server = await listen({
    port: 0,
    certificate,
    handshakeMs: 100,
    onRequest: () => undefined,
    onUpgrade: () => undefined,
  })
  const raw = new RawSocket(server.port)
  if (sent.length > 0) raw.send(sent)
  expect(await raw.rest()).toMatch(/^$|408/)
  await server.close(nobody)
})

it('the 65th session is told when to come again, and has a place once another has left', async () => {
  const { simulator, open } = await served()
  const clients = Array.from({ length: 64 }, () => open())
  await Promise.all(clients.map((client) => client.hear('session.created')))
  const late = open()
  expect(await late.end()).toEqual({
    code: 4429,
    reason: 'All 64 sessions are taken. Try again in 5 seconds.',
  })
  expect(late.types).toEqual([])
  await clients[0]!.close()
  await expect.poll(() => simulator.sessions).toHaveLength(63)
  await open().hear('session.created')
})

it.each([0, 1.5, NaN])('the number of sessions cannot be %s', async (maxSessions) => {
  await expect(served({ maxSessions })).rejects.toMatchObject({ code: 'option_invalid' })
})

it('a client that breaks the rules after it was dismissed harms nobody', async () => {
  const { simulator, open } = await served()
  const raw = await RawSocket.open(simulator.port, '/v1/realtime')
  raw.send(frame({ rsv: 7 }))
  expect(await raw.closing()).toBe(4000)
  await open().hear('session.created')
})

it('a client that is told to leave and stays is cut off', async () => {
  const { simulator } = await served()
  const raw = await RawSocket.open(simulator.port, '/v1/realtime')
  expect(await raw.closing()).toBe(4000)
  await raw.rest()
})
