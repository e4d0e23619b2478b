import { describe, expect, it } from 'vitest'
import { listener } from '../../src/simulator/brain/listener.ts'
import { parseScenario } from '../../src/simulator/brain/parseScenario.ts'
import { partner } from '../../src/simulator/brain/partner.ts'
import { Faults } from '../../src/simulator/faults/Faults.ts'
import { playing } from './support/playing.ts'

const script = parseScenario({
  name: 'test',
  session: { voice: 'cedar', instructions: 'Be brief.', turn_detection: null },
  pace: 0,
  latency: { firstAudioMs: 250 },
  transcription: { delayMs: 900, fails: true },
  faults: [{ on: { dir: 'out', type: 'rate_limits.updated' }, do: { drop: true } }],
  turns: [{ reply: [{ say: 'Yes.' }] }],
})

describe('a scenario sets', () => {
  it('what its session starts with', () => {
    const { events } = playing({ scenario: script })
    expect(events[0]).toMatchObject({
      type: 'session.created',
      session: {
        instructions: 'Be brief.',
        audio: { input: { turn_detection: null }, output: { voice: 'cedar' } },
      },
    })
  })

  it('pace, latency and transcription', () => {
    expect(partner({ scenario: script })).toMatchObject({
      pace: 0,
      latencyMs: 250,
      transcription: { delayMs: 900, fails: true },
    })
  })

  it('what goes wrong on its lines', async () => {
    const { types } = await playing({ scenario: script }).type('Hello')
    expect(types).toContain('response.done')
    expect(types).not.toContain('rate_limits.updated')
  })

  it('what goes wrong on its lines, by name: what goes wrong once has done so for every line', async () => {
    const named = parseScenario({
      name: 'x',
      faults: [
        'server-error-once',
        { on: { dir: 'out', type: 'rate_limits.updated' }, do: { drop: true } },
      ],
      turns: [],
    })
    const faults = new Faults()
    const rules = () => partner({ scenario: named }).faults.flatMap((fault) => faults.asked(fault))
    expect(rules()).toMatchObject([
      { times: 1, on: { type: 'response.created' } },
      { do: { drop: true } },
    ])
    expect(rules()[0]).toBe(rules()[0])

    const { type } = playing({ scenario: named })
    expect((await type('Hello')).response.status).toBe('failed')
    expect((await type('Hello')).response.status).toBe('completed')
  })
})

describe('what a scenario sets gives way', () => {
  it('to what is asked for where it is started', () => {
    const asked = { pace: 2, latencyMs: 0, transcription: { fails: false } }
    expect(partner({ scenario: script, ...asked })).toMatchObject({
      pace: 2,
      latencyMs: 0,
      transcription: { delayMs: 900, fails: false },
    })
  })

  it('to what the line was asked to start with, one setting at a time', () => {
    const startWith = { audio: { output: { voice: 'alloy' } } }
    expect(partner({ scenario: script, startWith }).startWith).toMatchObject({
      instructions: 'Be brief.',
      audio: { input: { turn_detection: null }, output: { voice: 'alloy' } },
    })
  })
})

describe('a partner', () => {
  it('by the name of a scenario that ships brings what that one sets', () => {
    expect(partner({ brain: 'failing' }).faults.length).toBeGreaterThan(0)
    expect(partner({ brain: 'interviewer' }).latencyMs).toBe(400)
  })

  it('that is a brain changes nothing', () => {
    for (const brain of [undefined, 'parrot', listener])
      expect(partner({ brain, pace: 3 })).toMatchObject({
        pace: 3,
        latencyMs: undefined,
        startWith: undefined,
        faults: [],
      })
  })

  it('is a new one for each line', () => {
    expect(partner({ scenario: script }).brain).not.toBe(partner({ scenario: script }).brain)
  })

  it('that nobody knows is refused', () => {
    expect(() => partner({ brain: 'nobody' })).toThrow('Use one of listener, parrot, greeter')
  })
})
