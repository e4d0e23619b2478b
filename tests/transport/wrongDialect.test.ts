import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { local } from '../../src/protocol/endpoint.ts'
import type { FaultRule, RunningSimulator } from '../../src/simulator/node/index.ts'
import { failure, simulate, talkTo } from './support/talkTo.ts'

/** What reached the service. */
const heardBy = ({ events }: RunningSimulator) =>
  events.filter(({ direction }) => direction === 'in').map(({ event }) => event)

describe('a service that speaks the other dialect is recognised', () => {
  const preview = '/openai/realtime?api-version=2025-04-01-preview&deployment=d'

  it('by its session, when it is the preview', async () => {
    const simulator = await simulate()
    const { url } = simulator
    const error = await failure({ ...local({ url: `${url}${preview}` }), dialect: 'GA' })
    expect(error).toMatchObject({
      code: 'wrong_dialect',
      message: expect.stringContaining('does not take the GA events: it answers in those of the'),
      remedy: expect.stringContaining('Pass apiVersion to azure()'),
    })
    expect(heardBy(simulator)).toEqual([])
  })

  it('by its session, when it is GA', async () => {
    const simulator = await simulate()
    const { url } = simulator
    const error = await failure({ ...local({ url: `${url}/v1/realtime` }), dialect: 'flat' })
    expect(error).toMatchObject({
      code: 'wrong_dialect',
      message: expect.stringContaining('does not take the preview events: it answers in those of'),
      remedy: expect.stringContaining('Leave apiVersion out'),
    })
    expect(heardBy(simulator)).toEqual([])
  })

  it.each([
    ['GA', preview],
    ['flat', '/v1/realtime'],
  ] as const)(
    'by its refusal of the words of %s, when its session tells nothing',
    async (dialect, path) => {
      const bare: FaultRule = {
        on: { dir: 'out', type: 'session.created' },
        do: { set: { session: {} } },
      }
      const { url } = await simulate({ faults: [bare] })
      const error = await failure({ ...local({ url: `${url}${path}` }), dialect })
      expect(error).toMatchObject({ code: 'wrong_dialect', retryable: false })
    },
  )

  it('by the end of the beta', async () => {
    const { url } = await simulate()
    const error = await failure(local({ url }), { Socket: BetaSocket })
    expect(error).toMatchObject({
      code: 'wrong_dialect',
      message: expect.stringContaining('the preview is switched off there'),
      remedy: expect.stringContaining('Leave apiVersion out'),
    })
  })

  it('by an address of GA with an api-version, which Azure refuses with a bare 401', async () => {
    const { url } = await simulate()
    const error = await failure(
      local({ url: `${url}/openai/v1/realtime?api-version=2025-04-01-preview` }),
    )
    expect(error).toMatchObject({
      code: 'wrong_dialect',
      remedy: 'Take api-version out of the address.',
    })
  })

  it('and one that speaks ours is not taken for it', async () => {
    const { url } = await simulate()
    for (const path of ['/v1/realtime', preview]) {
      const { session, errors } = talkTo(local({ url: `${url}${path}` }))
      await session.connect()
      expect(errors).toEqual([])
    }
  })
})

/** As a client of the time before GA would open it. */
class BetaSocket extends WebSocket {
  constructor(url: string, protocols?: string[]) {
    super(url, protocols ?? [], { headers: { 'OpenAI-Beta': 'realtime=v1' } })
  }
}
