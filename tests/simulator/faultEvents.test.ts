import { describe, expect, it } from 'vitest'
import { ga } from '../../src/simulator/dialects/ga.ts'
import { preview2024 } from '../../src/simulator/dialects/preview2024.ts'
import { preview2025 } from '../../src/simulator/dialects/preview2025.ts'
import { voiceLive } from '../../src/simulator/dialects/voiceLive.ts'
import { checkFaultRule } from '../../src/simulator/faults/checkFaultRule.ts'
import { eventNames } from '../../src/simulator/faults/eventNames.ts'

const problemsOf = (on: object) =>
  checkFaultRule({ on, do: { drop: true } }).map(({ at, remedy }) => `${at} ${remedy}`)

describe('a rule on an event that cannot come', () => {
  it.each([
    [
      { dir: 'out', type: 'respnse.done' },
      'type fits no event that goes to the client: did you mean "response.done"?',
    ],
    [{ dir: 'out', type: 'response.audio.delta' }, 'did you mean "response.output_audio.delta"?'],
    [{ dir: 'out', type: 'respnse.*' }, 'did you mean "response.*"?'],
    [{ dir: 'out', type: 'response.audio.*' }, 'did you mean "response.output_audio.*"?'],
    [{ dir: 'out', type: 'quux' }, 'write a GA name, such as "response.done"'],
    [
      { dir: 'in', type: 'session.updated' },
      'it goes to the client, which is dir "out", unless you meant "session.update"',
    ],
    [{ dir: 'out', type: 'response.cancel' }, 'it comes from the client, which is dir "in"'],
    [
      { dir: 'in', after: 'respnse.done' },
      'after fits no event that goes to the client or comes from the client: did you mean "response.done"?',
    ],
  ])('%j: %s', (on, problem) => {
    expect(problemsOf(on)).toEqual([expect.stringContaining(problem)])
  })

  it.each([
    { dir: 'out', type: 'response.*.delta' },
    { dir: 'out', type: '*' },
    { dir: 'out', type: 'input_audio_buffer.timeout_triggered' },
    { dir: 'in', type: 'input_audio_buffer.*' },
    { dir: 'in', type: 'response.create', after: 'session.updated' },
    { dir: 'out', after: 'response.cancel' },
  ])('is told from one that can: %j', (on) => {
    expect(problemsOf(on)).toEqual([])
  })

  it('is known by all that the services understand', () => {
    const understood = [ga, preview2024, preview2025, voiceLive()].flatMap(({ clientEvents }) =>
      Object.values(clientEvents),
    )
    expect(new Set(eventNames('in'))).toEqual(new Set(understood))
  })
})
