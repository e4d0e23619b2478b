import { describe, expect, it } from 'vitest'
import { Faults } from '../../src/simulator/faults/Faults.ts'
import { faultsAsked } from '../../src/simulator/faults/faultsAsked.ts'
import { checkFault, rulesFrom } from '../../src/simulator/faults/rulesFrom.ts'
import { simulator } from '../../src/simulator/index.ts'
import { respond } from './support/faulty.ts'
import { served } from './support/served.ts'

const rule = { on: { dir: 'out', type: 'response.done' }, do: { drop: true } } as const

/** What plain JavaScript would pass. */
const given = (value: unknown) => value as never

describe('a fault by its name', () => {
  it('stands where a rule may, and beside others', () => {
    const faults = new Faults({ rules: ['odd-bytes', rule] })
    expect(faults.rules).toEqual([...faultsAsked('odd-bytes'), rule])
    const takeBack = faults.add('refuse-503+drop')
    faults.add(['server-error', rule])
    expect(faults.rules).toHaveLength(6)
    takeBack()
    expect(faults.rules).toHaveLength(4)
  })

  it('is taken by a server', async () => {
    const { open } = await served({ faults: ['lost-mid-answer-1', rule] })
    const client = open()
    await respond(client)
    expect(await client.end()).toMatchObject({ code: 1006 })
  })

  it('may stand in a scenario, and -once counts over all its lines', async () => {
    const scenario = { name: 'shut', turns: [], faults: ['lost-mid-answer-1-once', rule] }
    const { open } = await served({ scenario: { ...scenario, otherwise: 'listener' } })
    const first = open()
    await respond(first)
    expect(await first.end()).toMatchObject({ code: 1006 })
    const second = open()
    await respond(second)
    await second.hear('rate_limits.updated')
    expect(second.types).toContain('response.output_audio.done')
  })

  it.each([
    ['a name', '"odd-bytes"', 1],
    ['names', '"transcription-fails+drop"', 3],
    ['a list of both', JSON.stringify(['odd-bytes', rule]), 2],
  ])('is taken over the control endpoint: %s', async (_what, body, added) => {
    const { ask, simulator: running } = await served({ control: true })
    const headers = { 'Content-Type': 'application/json' }
    const answer = await ask('POST', '/_simulator/faults', { headers, body })
    expect(answer).toMatchObject({ status: 200, body: { added } })
    expect(running.faults.rules).toHaveLength(added)
  })

  it('with a slip in it is refused with the name that was meant', () => {
    expect(() => rulesFrom('sever-error')).toThrow('Did you mean "server-error"?')
    expect(checkFault('od-bytes')).toMatchObject([
      { at: 'fault', remedy: expect.stringContaining('Did you mean "odd-bytes"?') },
    ])
    expect(() => rulesFrom([rule, 'owl'])).toThrow(
      /rules\[1\] names no fault that can be used: There is no fault named "owl"/,
    )
  })
})

describe('what is no fault at all is refused in words', () => {
  const wrong = [undefined, null, 5, [null], [[rule]], () => rule, { on: null }, { do: {} }, '']

  it.each(wrong.map((value) => [value]))('by Faults: %o', (value) => {
    const faults = new Faults()
    const refused = expect.objectContaining({ code: 'fault_invalid' }) as Error
    expect(() => faults.add(given(value))).toThrow(refused)
    expect(() => faults.asked(given(value))).toThrow(refused)
    expect(faults.rules).toEqual([])
  })

  it.each([null, 5, [null], ['owl']])('by a server and in the page: %o', async (value) => {
    const faults = given(value)
    await expect(served({ faults })).rejects.toMatchObject({ code: 'fault_invalid' })
    const refused = expect.objectContaining({ code: 'fault_invalid' }) as Error
    expect(() => simulator({ faults })).toThrow(refused)
  })

  it('by faultsAsked', () => {
    expect(() => faultsAsked(given(5))).toThrow('A fault is asked for in text')
  })
})
