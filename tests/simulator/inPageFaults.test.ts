import { afterEach, describe, expect, it } from 'vitest'
import type { VoiceError } from '../../src/base/errors.ts'
import { GA } from '../../src/protocol/dialect.ts'
import { lineRequest } from '../../src/protocol/lineRequest.ts'
import type { FaultAction } from '../../src/simulator/faults/FaultRule.ts'
import { simulator, type SimulatorEndpointOptions } from '../../src/simulator/index.ts'
import type { Transport } from '../../src/transport/Transport.ts'

const lines: Transport[] = []
afterEach(() => lines.splice(0).forEach((line) => line.close()))

function open(options: SimulatorEndpointOptions) {
  const endpoint = simulator({ pace: 0, ...options })
  const line = endpoint.transport(lineRequest(endpoint, GA))
  lines.push(line)
  const heard: string[] = []
  const warned: VoiceError[] = []
  const lost: VoiceError[] = []
  line.open({
    opened: () => heard.push('opened'),
    event: ({ type }) => heard.push(type),
    warning: (problem) => warned.push(problem),
    lost: (problem) => lost.push(problem),
  })
  const seen = (type: string) => expect.poll(() => heard, { timeout: 5000 }).toContain(type)
  const gone = () =>
    expect
      .poll(() => lost, { timeout: 5000 })
      .toHaveLength(1)
      .then(() => lost[0]!)
  return { line, heard, warned, lost, seen, gone }
}

/** When the answer begins. */
const atAnswer = (action: FaultAction) => ({
  on: { dir: 'out' as const, type: 'response.created' },
  do: action,
})

describe('a fault in the page', () => {
  it.each([
    ['closed with a key that is refused', { close: [3000, 'invalid_api_key'] }, 'unauthorized'],
    ['closed by a server that fails', { close: [1011, 'Internal error'] }, 'connection_lost'],
    ['closed because of the protocol', { close: [1008, 'policy'] }, 'protocol_error'],
    ['closed at its hour', { close: [1001, 'maximum duration of 60 minutes'] }, 'session_expired'],
    ['cut with no word', { terminate: true }, 'connection_lost'],
  ] satisfies [string, FaultAction, string][])('%s loses the line', async (_how, action, code) => {
    const { line, heard, seen, gone } = open({ faults: [atAnswer(action)] })
    await seen('session.created')
    line.send({ type: 'response.create' })
    const error = await gone()
    expect(error.code).toBe(code)
    expect(error.message).not.toContain('{')
    const before = heard.length
    line.send({ type: 'response.create' })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(heard).toHaveLength(before)
    expect(heard).not.toContain('response.created')
  })

  it('says which close code it was', async () => {
    const { gone } = open({
      faults: [{ on: { dir: 'timer', atMs: 20 }, do: { close: [1012, ''] } }],
    })
    expect((await gone()).message).toContain('the simulator in this page broke (close code 1012)')
  })

  it('that breaks a frame warns, and the conversation goes on', async () => {
    const { line, seen, warned, lost } = open({ faults: [atAnswer({ malformed: true })] })
    await seen('session.created')
    line.send({ type: 'response.create' })
    await seen('response.done')
    expect(warned.map(({ code }) => code)).toEqual(['protocol_warning'])
    expect(lost).toEqual([])
  })

  it('meets what the client sends', async () => {
    const faults = [
      { on: { dir: 'in', type: 'response.create', nth: 1 }, do: { drop: true } },
    ] as const
    const { line, heard, seen } = open({ faults })
    await seen('session.created')
    line.send({ type: 'response.create' })
    line.send({ type: 'input_audio_buffer.clear' })
    await seen('input_audio_buffer.cleared')
    expect(heard).not.toContain('response.created')
    line.send({ type: 'response.create' })
    await seen('response.done')
  })

  it.each([{ status: 401 }, { terminate: true }] as const)(
    'at the door (%o) is nobody there, as for a socket in a page',
    async (action) => {
      const { gone, heard } = open({ faults: [{ on: { dir: 'upgrade' }, do: action }] })
      expect((await gone()).code).toBe('endpoint_unreachable')
      expect(heard).toEqual([])
    },
  )

  it('of a scenario comes with it, in its own reply too', async () => {
    const reply = [{ say: 'I was about' }, { fault: { close: [1011, 'broken'] as const } }]
    const { line, seen, gone } = open({ scenario: { name: 'breaks', turns: [{ reply }] } })
    await seen('session.created')
    line.send({ type: 'response.create' })
    expect((await gone()).code).toBe('connection_lost')
  })

  it('is counted on each line anew', async () => {
    const options = { faults: [{ ...atAnswer({ terminate: true }), times: 1 }] }
    for (const { line, seen, gone } of [open(options), open(options)]) {
      await seen('session.created')
      line.send({ type: 'response.create' })
      expect((await gone()).code).toBe('connection_lost')
    }
  })
})

it('a session in the page ends when its time is over', async () => {
  const { gone, heard } = open({ sessionTtlMs: 30 })
  expect((await gone()).code).toBe('session_expired')
  expect(heard).toContain('error')
})
