import { expect, it } from 'vitest'
import { closeFrame, frame, RawSocket } from './support/RawSocket.ts'
import { served } from './support/served.ts'
import { typed } from './support/simulated.ts'

const MB = 1024 * 1024
const CONTINUATION = 0
const BINARY = 2
const PING = 9
const PONG = 10

const times = (count: number, one: Buffer) => Buffer.concat(Array<Buffer>(count).fill(one))
const start = frame({ fin: false, payload: '{' })
const bytes = (...values: number[]) => Buffer.from(values)

/** What is sent, and the code with which the line ends. */
const WRONG: readonly (readonly [what: string, sent: Buffer, code: number])[] = [
  ['a text frame with no mask', frame({ masked: false, payload: '{}' }), 1002],
  ['a ping with no mask', frame({ masked: false, opcode: PING }), 1002],
  ['RSV1, with nothing agreed on', frame({ rsv: 4, payload: '{}' }), 1002],
  ['RSV2', frame({ rsv: 2, payload: '{}' }), 1002],
  ['RSV3', frame({ rsv: 1, payload: '{}' }), 1002],
  ['RSV1 on a ping', frame({ rsv: 4, opcode: PING }), 1002],
  ...[3, 4, 5, 6, 7].map(
    (opcode) => [`the reserved opcode ${opcode}`, frame({ opcode }), 1002] as const,
  ),
  ...[11, 12, 13, 14, 15].map(
    (opcode) => [`the reserved control opcode ${opcode}`, frame({ opcode }), 1002] as const,
  ),
  ['a ping in fragments', frame({ opcode: PING, fin: false }), 1002],
  ['a pong in fragments', frame({ opcode: PONG, fin: false }), 1002],
  ['a close in fragments', frame({ opcode: 8, fin: false }), 1002],
  ['a ping of 126 bytes', frame({ opcode: PING, payload: Buffer.alloc(126) }), 1002],
  ['a pong of 64 kB', frame({ opcode: PONG, payload: Buffer.alloc(65_536) }), 1002],
  ['a close of 126 bytes', closeFrame(1000, 'x'.repeat(124)), 1002],
  ['a continuation of nothing', frame({ opcode: CONTINUATION, payload: '}' }), 1002],
  [
    'a continuation of what had ended',
    Buffer.concat([frame({ payload: '{}' }), frame({ opcode: CONTINUATION, payload: '}' })]),
    1002,
  ],
  ['a text inside a text', Buffer.concat([start, frame({ payload: '{}' })]), 1002],
  ['a binary frame inside a text', Buffer.concat([start, frame({ opcode: BINARY })]), 1002],
  ['UTF-8 longer than need be', frame({ payload: bytes(0xc0, 0xaf) }), 1007],
  ['half a surrogate pair', frame({ payload: bytes(0xed, 0xa0, 0x80) }), 1007],
  ['a letter beyond Unicode', frame({ payload: bytes(0xf4, 0x90, 0x80, 0x80) }), 1007],
  ['the middle of a letter', frame({ payload: bytes(0x80) }), 1007],
  ['a letter with no end', frame({ payload: bytes(0xe2, 0x82) }), 1007],
  [
    'a letter torn between fragments, and wrong',
    Buffer.concat([
      frame({ fin: false, payload: bytes(0xe2, 0x82) }),
      frame({ opcode: CONTINUATION, payload: bytes(0x41) }),
    ]),
    1007,
  ],
  ['a reason that is no UTF-8', closeFrame(1000, bytes(0xff)), 1007],
  ['a close of one byte', frame({ opcode: 8, payload: bytes(3) }), 1002],
  ...[0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535].map(
    (code) => [`the close code ${code}`, closeFrame(code), 1002] as const,
  ),
  ['4 GB that are only announced', frame({ declares: 4n * 1024n ** 3n }), 1009],
  ['2^63 bytes that are only announced', frame({ declares: 2n ** 63n }), 1009],
  ['one byte over 16 MB', frame({ declares: BigInt(16 * MB + 1) }), 1009],
  [
    'fragments that come to more than 16 MB',
    Buffer.concat([
      frame({ fin: false, payload: Buffer.alloc(9 * MB, 0x20) }),
      frame({ opcode: CONTINUATION, declares: BigInt(8 * MB) }),
    ]),
    1009,
  ],
  [
    '20,000 fragments of a byte',
    Buffer.concat([
      start,
      times(20_000, frame({ opcode: CONTINUATION, fin: false, payload: ' ' })),
    ]),
    1008,
  ],
  [
    '20,000 fragments of nothing',
    Buffer.concat([start, times(20_000, frame({ opcode: CONTINUATION, fin: false }))]),
    1008,
  ],
]

type Served = Awaited<ReturnType<typeof served>>

/** Somebody else talks with the simulator as if nothing had happened. */
async function servesATurn({ open }: Served): Promise<void> {
  const client = open()
  await client.hear('session.created')
  client.say(typed('Hello'))
  client.say({ type: 'response.create' })
  expect((await client.hear('response.done')).response.status).toBe('completed')
  await client.close()
}

it.each(WRONG)('%s ends that line alone', async (_what, sent, code) => {
  const served_ = await served()
  const { simulator, open } = served_
  const bystander = open()
  await bystander.hear('session.created')
  const raw = await RawSocket.open(simulator.port)
  raw.send(sent)
  expect(await raw.closing()).toBe(code)
  await raw.rest()
  await expect.poll(() => simulator.sessions).toHaveLength(1)
  bystander.say(typed('Still there?'))
  await bystander.hear('conversation.item.done')
  await servesATurn(served_)
})

it('names at least forty of them, each once', () => {
  expect(WRONG.length).toBeGreaterThanOrEqual(40)
  expect(new Set(WRONG.map(([what]) => what)).size).toBe(WRONG.length)
})

it.each([
  ['a code', closeFrame(1000, 'bye'), 1000],
  ['a code of its own', closeFrame(4999), 4999],
  ['no code', frame({ opcode: 8 }), 'none'],
] as const)('a goodbye with %s is answered in kind', async (_what, sent, code) => {
  const { simulator } = await served()
  const raw = await RawSocket.open(simulator.port)
  raw.send(sent)
  expect(await raw.closing()).toBe(code)
})

it('a line that ends in the middle of a frame is gone', async () => {
  const { simulator } = await served()
  const raw = await RawSocket.open(simulator.port)
  raw.send(frame({ payload: '{"type":' }).subarray(0, 6))
  raw.end()
  expect(await raw.closing()).toBe('cut')
  await expect.poll(() => simulator.sessions).toEqual([])
})

it('an event in pieces, with a ping between them, is understood', async () => {
  const { simulator } = await served()
  const raw = await RawSocket.open(simulator.port)
  const [head, tail] = [`{"type":"input_audio_buffer`, `.clear","event_id":"é"}`]
  raw.send(frame({ fin: false, payload: head }))
  raw.send(frame({ opcode: PING, payload: 'x'.repeat(125) }))
  raw.send(frame({ opcode: CONTINUATION, payload: tail }))
  expect((await raw.next(PONG))?.toString()).toBe('x'.repeat(125))
  expect((await raw.next(1))?.toString()).toContain('input_audio_buffer.cleared')
  raw.destroy()
})
