import { describe, expect, it } from 'vitest'
import { parseScenario } from '../../src/simulator/brain/parseScenario.ts'
import { SimulatorError } from '../../src/simulator/SimulatorError.ts'

function problemsOf(source: unknown): SimulatorError {
  try {
    parseScenario(source)
  } catch (error) {
    if (error instanceof SimulatorError) return error
    throw error
  }
  throw new Error('it was accepted')
}

const turn = (json: string) => `{"name":"x","turns":[\n${json}\n]}`
const reply = (json: string) => turn(`{"reply":[${json}]}`)

describe('a scenario that cannot be used', () => {
  it('is refused with all that is wrong, each with its line and what to do', () => {
    const { code, message } = problemsOf(`{
  "name": "weather",
  "pase": 4,
  "turns": [
    { "when": { "turn": "0" }, "reply": [{ "say": 5 }] },
    { "reply": [{ "say": "It is {{tol.temp}} degrees." }] },
  ],
  "otherwise": "owl"
}`)
    expect(code).toBe('scenario_invalid')
    expect(message.split('\n')).toEqual([
      'The scenario cannot be used:',
      expect.stringContaining('  line 3, column 3: pase is not known. Did you mean "pace"?'),
      '  line 5, column 25: turns[0].when.turn must be a whole number, from 0, and is the text "0". Take away the quotes: 0.',
      '  line 5, column 51: turns[0].reply[0].say must be a text, and is the number 5. Put it in quotes: "5".',
      '  line 6, column 26: turns[1].reply[0].say holds {{tol.temp}}, which is not known. Use one of {{text}}, {{heard}}, {{match}}, {{tool}}, {{turn}}.',
      '  line 6, column 60: there is a comma before ]. Remove the comma.',
      '  line 8, column 16: otherwise is the text "owl". Use one of "listener", "parrot".',
    ])
  })

  it('tells the same to a program', () => {
    expect(problemsOf('{"name":"x",\n"turns":{}}').problems).toEqual([
      {
        line: 2,
        column: 9,
        path: 'turns',
        what: 'must be a list, and is an object',
        remedy: 'Put it in square brackets: [ ]',
      },
    ])
  })

  it('has no lines when it was no text, but paths', () => {
    const { message, problems } = problemsOf({ name: 'x', turns: [{ reply: [{ sing: 'a' }] }] })
    expect(message).toContain('\n  turns[0].reply[0].sing is not known')
    expect(problems[0]).toMatchObject({ line: null, column: null })
  })

  it('tells ten things at most', () => {
    const { message, problems } = problemsOf(reply(Array(14).fill('{"delay":-1}').join(',')))
    expect(problems).toHaveLength(10)
    expect(message).toMatch(/\n {2}And 4 more\.$/)
  })

  it.each([
    ['{"name":"x","turns":[}', '1, column 22: a value is missing before }'],
    ['{"turns":[]}', '1, column 1: has no "name". Add "name"'],
    ['{"name":"x"}', 'has no "turns"'],
    ['[]', 'must be an object, and is a list'],
    ['{"name":"x","name":"y","turns":[]}', 'column 13: name stands here a second time'],
    [turn('{}'), 'line 2, column 1: turns[0] has no "reply"'],
    [turn('{"reply":[],"when":{"every":2}}'), 'when.every means nothing without "turn"'],
    [turn('{"reply":[],"when":{"text":"("}}'), 'must be a regular expression (Unterminated group)'],
    [turn('{"reply":[],"when":{"text":"\\bx"}}'), 'holds a backspace, which is what \\b means'],
    [turn(`{"reply":[],"when":{"text":"${'x'.repeat(301)}"}}`), 'is 301 letters long. Use at most'],
    [turn('{"reply":[],"when":{"event":"x"}}'), 'Use one of "response.create"'],
    [turn('{"reply":[],"when":{"minMs":9,"maxMs":2}}'), 'when never fits: 9 ms at least, and 2'],
    [turn('{"reply":[],"times":0}'), 'times must be a whole number, from 1'],
    [turn('{"reply":[]},\n{"reply":[]}'), 'line 3, column 1: turns[1] is never reached'],
    [reply('{}'), 'does nothing. Give exactly one of say, text, echo, clip, call, delay, fault'],
    [reply('{"say":"a","echo":true}'), 'holds say and echo at once'],
    [reply('{"say":""}'), 'say is an empty text'],
    [reply('{"echo":false}'), 'echo can only be true'],
    [reply('{"text":"a","voice":"b"}'), 'voice means nothing without "say"'],
    [reply('{"call":{"name":"f"}}'), 'call has no "arguments"'],
    [reply('{"call":{"name":"f","arguments":"{}"}}'), 'arguments must be an object'],
    [reply('{"call":{"name":"f","arguments":{"a":["{{tmp}}"]}}}'), 'arguments.a[0] holds {{tmp}}'],
    [reply('{"say":"{{match.1}}"}'), 'and "when.text" has no such group'],
    [reply('{"say":"{{text.0}}"}'), 'holds {{text.0}}, which has no fields'],
    [reply('{"say":"{{text}"}'), 'has {{ with no }}'],
    [reply('{"delay":"5"}'), 'must be a number of milliseconds, from 0 to 600000'],
    [reply('{"fault":{"status":401}}'), 'fault.status is not known'],
    [reply('{"fault":{"close":[1006,""]}}'), 'for 1006 use terminate'],
    [
      reply('{"fault":{"end":{"status":"late"}}}'),
      'Give "status" as one of "failed", "incomplete"',
    ],
    ['{"name":"x","turns":[],"session":{"temperature":1}}', 'session.temperature is not known'],
    ['{"name":"x","turns":[],"session":{"voice":"bob"}}', 'session.voice is the text "bob"'],
    ['{"name":"x","turns":[],"session":{"turn_detection":{}}}', 'turn_detection has no "type"'],
    [
      '{"name":"x","turns":[],"session":{"turn_detection":{"type":"server_vad","eagerness":"low"}}}',
      'turn_detection.eagerness is not known',
    ],
    [
      '{"name":"x","turns":[],"faults":[{"on":{"dir":"out"},"do":{"status":401}}]}',
      'line 1, column 69: faults[0].do.status means nothing for "out"',
    ],
    [
      '{"name":"x","turns":[],"faults":[{"on":{"dir":"out","atMs":5},"do":{"drop":true}}]}',
      'line 1, column 60: faults[0].on.atMs means nothing for "out"',
    ],
  ])('%s', (json, message) => {
    expect(problemsOf(json).message).toContain(message)
  })
})

describe('a scenario that can be used', () => {
  it('comes back as it was written, with its schema', () => {
    const text = '\uFEFF{"$schema":"./node_modules/x.json","name":"x","turns":[]}'
    expect(parseScenario(text)).toEqual({
      $schema: './node_modules/x.json',
      name: 'x',
      turns: [],
    })
  })

  it('may have fields that are undefined, when it was written in code', () => {
    const script = { name: 'x', pace: undefined, turns: [{ when: { turn: undefined }, reply: [] }] }
    expect(parseScenario(script)).toBe(script)
  })
})
