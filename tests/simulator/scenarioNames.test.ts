import { afterEach, describe, expect, it } from 'vitest'
import { brainNamed } from '../../src/simulator/brain/brainNamed.ts'
import { parseScenario } from '../../src/simulator/brain/parseScenario.ts'
import { partner } from '../../src/simulator/brain/partner.ts'
import { SimulatorError } from '../../src/simulator/SimulatorError.ts'
import { playing } from './support/playing.ts'

/** Names that every object answers to, whether it has them or not. */
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'] as const

const refusalOf = (source: unknown): string => {
  try {
    parseScenario(source)
    return ''
  } catch (error) {
    if (error instanceof SimulatorError) return error.message
    throw error
  }
}

const before = Object.getOwnPropertyNames(Object.prototype)
afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
  expect(Object.hasOwn({}.constructor, 'polluted')).toBe(false)
})

describe.each(NAMES)('%s is a name like any other', (name) => {
  const inside = `{"${name}":{"polluted":true}}`

  it.each([
    ['of the whole', `{"name":"x","turns":[],"${name}":${inside}}`],
    ['of its session', `{"name":"x","turns":[],"session":${inside}}`],
    ['of a turn', `{"name":"x","turns":[{"reply":[],"${name}":1}]}`],
    ['of a condition', `{"name":"x","turns":[{"reply":[],"when":${inside}}]}`],
    ['of a part', `{"name":"x","turns":[{"reply":[${inside}]}]}`],
    ['of a fault in a reply', `{"name":"x","turns":[{"reply":[{"fault":${inside}}]}]}`],
    ['of a rule', `{"name":"x","turns":[],"faults":[${inside}]}`],
    ['of an action', `{"name":"x","turns":[],"faults":[{"on":{"dir":"out"},"do":${inside}}]}`],
  ])('that nobody knows, as a field %s', (_where, json) => {
    expect(refusalOf(json)).toContain(`${name} is not known`)
    expect(refusalOf(JSON.parse(json))).toContain(`${name} is not known`)
  })

  it.each([
    ['kind of turn detection', `"session":{"turn_detection":{"type":"${name}"}}`, 'Give "type"'],
    [
      'end of an answer',
      `"faults":[{"on":{"dir":"out"},"do":{"end":{"status":"${name}"}}}]`,
      '.end',
    ],
    ['brain', `"otherwise":"${name}"`, 'Use one of "listener"'],
    ['fault', `"faults":["${name}"]`, `there is no fault named "${name}"`],
  ])('that is no %s', (_what, field, message) => {
    expect(refusalOf(`{"name":"x","turns":[],${field}}`)).toContain(message)
  })

  it('that fills no blank', async () => {
    expect(refusalOf(`{"name":"x","turns":[{"reply":[{"say":"{{${name}}}"}]}]}`)).toContain(
      `{{${name}}}, which is not known`,
    )
    const { type } = playing({
      // As one that nobody checked.
      scenario: {
        name: 'x',
        turns: [
          {
            when: { text: '(x)' },
            reply: [{ say: `{{${name}}}, {{match.${name}}}, {{tool.${name}}}` }],
          },
        ],
      },
    })
    expect((await type('x')).said).toBe(`(no ${name}), (no match.${name}), (no tool.${name})`)
  })

  it('of a scenario, a tool, a voice, a clip, an argument and a group of words', async () => {
    const scenario = parseScenario(`{
      "name": "${name}",
      "session": { "instructions": "${name}" },
      "turns": [
        { "when": { "text": "ring" }, "reply": [{ "clip": "${name}" }] },
        { "when": { "toolOutput": "${name}" }, "reply": [{ "voice": "${name}", "say": "{{tool.${name}.temp}}, {{tool.temp}}" }] },
        { "when": { "text": "in (?<${name}>\\\\w+)" }, "reply": [
          { "say": "{{match.${name}}}" },
          { "call": { "name": "${name}", "arguments": { "${name}": { "city": "{{match.${name}}}" } } } }
        ] }
      ]
    }`)
    const { update, type, giveOutput } = playing({ scenario })
    update({ tools: [{ type: 'function', name, parameters: { type: 'object' } }] })
    expect((await type('ring')).response.status_details).toMatchObject({
      error: { message: `there is no clip named "${name}"` },
    })
    const { response, said } = await type('in Oslo')
    const call = (response as unknown as Answer).output.find(
      (item) => item.type === 'function_call',
    )
    expect(said).toBe('Oslo')
    expect(call).toMatchObject({ name, arguments: `{"${name}":{"city":"Oslo"}}` })
    const told = await giveOutput(call?.call_id ?? '', `{"${name}":{"temp":21,"polluted":true}}`)
    expect(told.said).toBe('21, (no tool.temp)')
  })

  it('that is no brain', () => {
    expect(() => brainNamed(name)).toThrow(`There is no brain named "${name}"`)
    expect(() => partner({ brain: name })).toThrow(`There is no brain named "${name}"`)
  })
})

interface Answer {
  readonly output: readonly { readonly type: string; readonly call_id: string }[]
}
