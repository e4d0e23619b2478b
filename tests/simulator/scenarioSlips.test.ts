import { describe, expect, it } from 'vitest'
import { nearest } from '../../src/simulator/brain/check/nearest.ts'
import { parseScenario } from '../../src/simulator/brain/parseScenario.ts'
import { SimulatorError } from '../../src/simulator/SimulatorError.ts'

/** What is wrong, a line each. */
function problemsOf(json: string): readonly string[] {
  try {
    parseScenario(json)
    return []
  } catch (error) {
    if (!(error instanceof SimulatorError)) throw error
    return error.problems.map(
      ({ line, path, what, remedy }) => `${line}: ${path} ${what}. ${remedy}.`,
    )
  }
}

const reply = (json: string) => problemsOf(`{"name":"x","turns":[\n{"reply":[\n${json}]}]}`)
const faults = (json: string) => problemsOf(`{"name":"x","turns":[],"faults":[\n${json}]}`)

describe('the name that was meant', () => {
  it.each([
    ['sya', 'say'],
    ['syas', 'says'],
    ['sey', 'say'],
    ['tetx', 'text'],
    ['dealy', 'delay'],
    ['Say', 'say'],
    ['constructor', null],
  ])('for %s is %s', (name, meant) => {
    expect(nearest(name, ['says', 'say', 'text', 'delay', 'fault'])).toBe(meant)
  })
})

it('a part with nothing but an unknown name is told that once', () => {
  expect(reply('{"sya":"Hello"}')).toEqual([
    expect.stringMatching(/^3: turns\[0\]\.reply\[0\]\.sya is not known\. Did you mean "say"\?/),
  ])
  expect(reply('{"voice":"cedar","sya":"Hello"}')).toHaveLength(1)
  expect(faults('{"on":{"dir":"out"},"do":{"dorp":true}}')).toEqual([
    expect.stringMatching(/^2: faults\[0\]\.do\.dorp is not known\. Did you mean "drop"\?/),
  ])
  expect(reply('{"say":"a","text":"b","sya":"c"}')).toHaveLength(2)
})

describe('a fault in a reply', () => {
  it.each([
    ['{"on":{"dir":"out"},"do":{"close":[1011,""]}}', 'Write "fault": {"close":[1011,""]}'],
    ['{"do":{"drop":true}}', 'Write "fault": {"drop":true}'],
    ['{"on":{"dir":"upgrade"},"do":{"status":401}}', 'Put the rule among the "faults" of'],
    ['{"on":{"dir":"out"}}', 'Write "fault": {"terminate":true}, or another action'],
    ['"odd-bytes"', 'Write "fault": {"oddBytes":true}'],
    ['"close-1012-once"', 'Write "fault": {"close":[1012,'],
    ['"refuse-429"', 'Put "refuse-429" among the "faults" of the scenario'],
    ['"no-answer"', 'Put "no-answer" among the "faults" of the scenario'],
  ])('that is a whole one gets its action alone: %s', (fault, remedy) => {
    const [first, ...more] = reply(`{"fault":${fault}}`)
    expect(first).toMatch(/^3: turns\[0\]\.reply\[0\]\.fault .*only the action stands/)
    expect(first).toContain(remedy)
    expect(more).toEqual([])
  })

  it('with a name that nobody knows is none', () => {
    expect(reply('{"fault":"odd-bites"}')).toEqual([
      expect.stringContaining('fault must be an object, and is the text "odd-bites"'),
    ])
  })
})

describe('a fault of the scenario', () => {
  it.each(['odd-bytes', 'close-1011-once', 'drop-500', 'close-1011+odd-bytes'])(
    'may be a name: %s',
    (name) => {
      expect(faults(JSON.stringify(name))).toEqual([])
    },
  )

  it.each([
    ['"odd-bites"', 'there is no fault named "odd-bites". Did you mean "odd-bytes"? Use one of'],
    ['"constructor"', 'there is no fault named "constructor". Use one of close, drop'],
    ['"odd-bites-once"', 'Did you mean "odd-bytes"?'],
    ['"odd-bytes-3"', 'the fault "odd-bytes" takes no number. Write odd-bytes instead of'],
    ['"close-5"', 'close must be [code, "reason"]'],
    ['""', 'no fault is named'],
    ['"{\\"on\\":{}}"', 'Write the rule with no quotes around it'],
    ['5', 'must be the name of a fault or a rule, and is the number 5'],
  ])('is told what is wrong with it, and where: %s', (fault, problem) => {
    const found = faults(fault)
    expect(found).toEqual([expect.stringContaining(problem)])
    expect(found[0]).toMatch(/^2: faults\[0\] /)
  })

  it.each([
    ['{"on":{"dir":"in"},"do":{"oddBytes":true}}', 'do.oddBytes means nothing for "in"'],
    ['{"on":{"dir":"timer","atMs":5},"do":{"drop":true}}', 'do.drop means nothing for "timer"'],
    ['{"on":{"dir":"timer"},"do":{"terminate":true}}', 'on.atMs is missing. Say how many'],
    ['{"on":{"dir":"out","type":"a b"},"do":{"drop":true}}', 'on.type must be an event type'],
    ['{"on":{"dir":"out"},"do":{"close":[1006,"x"]}}', 'do.close must be [code, "reason"]'],
    ['{"on":{"dir":"out"},"do":{"close":[5,"x"]}}', 'do.close[0] must be a whole number'],
    ['{"on":{"dir":"out"},"do":{"end":{"status":"failed"}}}', 'do.end has no "code"'],
    ['{"on":{"dir":"out"},"do":{}}', 'do does nothing'],
    ['{"on":{"dir":"out"},"do":{"drop":true,"malformed":true}}', 'holds drop and malformed'],
    ['{"on":{"dir":"out"}}', 'has no "do"'],
    ['{"on":{"dir":"out"},"do":{"drop":true},"times":0}', 'times must be a whole number'],
  ])('is told once what the faults say of it, and on its line: %s', (fault, problem) => {
    const found = faults(fault)
    expect(found).toEqual([expect.stringContaining(problem)])
    expect(found[0]).toMatch(/^2: /)
  })

  it('is told all at once, what editors know and what only the faults do', () => {
    expect(faults('{"on":{"dir":"out","type":"a b"},"do":{"dorp":1},"times":0}')).toEqual([
      expect.stringContaining('on.type must be an event type'),
      expect.stringContaining('do.dorp is not known'),
      expect.stringContaining('times must be'),
    ])
  })
})
