import { describe, expect, it } from 'vitest'
import { codeOf, sentenceOf } from '../../src/protocol/serverErrors.ts'

describe('a sentence of a service', () => {
  it.each([
    ["Invalid value: 'my pin is 4711'.", 'Invalid value: ‘…’.'],
    ["Invalid value: 'it's 'my' pin'.", 'Invalid value: ‘…’.'],
    ['Invalid value: "4711". Say less.', 'Invalid value: ‘…’. Say less.'],
    ['Invalid value: `4711`.', 'Invalid value: ‘…’.'],
    ['Invalid value: “4711”.', 'Invalid value: ‘…’.'],
    ["Invalid value: 'my pin is 47", 'Invalid value: ‘…’'],
    ["Mathilda isn't 'here', and can't", "Mathilda isn't ‘…’, and can't"],
    [`Invalid 'a' or "my pin"`, `Invalid 'a' or ‘…’`],
    ['Invalid value: “my pin is 47', 'Invalid value: ‘…’'],
    ["You said: Invalid 'hunter2'.", 'You said: Invalid ‘…’.'],
    ["Wrong: 'parameter 'x' is my pin'.", 'Wrong: ‘…’.'],
    ["Wrong: 'supported values are: my pin'.", 'Wrong: ‘…’.'],
  ])('loses what it was given: %s', (message, told) => {
    expect(sentenceOf({ message })).toBe(told)
  })

  it.each([
    "Unknown parameter: 'session.speed'.",
    "The parameter 'session.speed' is out of range.",
    "Missing required parameter: 'session.type'.",
    "Invalid type for 'item.content[0].text': expected a string, but got an integer instead.",
    "Invalid 'session.audio.output.speed': integer above maximum value. Expected a value <= 4096, but got 5000.",
    'The session hit its maximum duration of 60 minutes.',
  ])('keeps the names of fields: %s', (message) => {
    expect(sentenceOf({ message })).toBe(message)
  })

  it('keeps the values that the service offers', () => {
    for (const offer of [
      "Supported values are: 'alloy', 'ash', and 'verse'.",
      "Supported values are 'alloy' and 'ash'.",
      "It must be one of: 'alloy', 'ash' or 'verse'.",
    ])
      expect(sentenceOf({ message: `Invalid value: 'my pin'. ${offer}` })).toBe(
        `Invalid value: ‘…’. ${offer}`,
      )
  })

  it('keeps the name that a setting was given, and no words', () => {
    const told = (param: string, value: string) =>
      sentenceOf({ param, message: `Invalid value: '${value}'.` })
    expect(told('session.voice', 'nobody')).toContain('nobody')
    expect(told('session.voice', 'my pin')).not.toContain('pin')
    // Words do not become a name by a mark within them.
    expect(told('session.voice', "my pin is 'x")).toBe('Invalid value: ‘…’.')
    expect(told('session.voice', "x' is my pin")).toBe('Invalid value: ‘…’.')
    for (const param of ['session.instructions', 'session.tools[0].headers', 'item.content'])
      expect(told(param, 'hunter2')).not.toContain('hunter2')
  })

  it.each(['sk-proj-abc***xyz', 'ek_68af', 'Bearer abc.def', 'eyJhbGciOi.x.y'])(
    'loses a key: %s',
    (key) => {
      expect(sentenceOf({ message: `Incorrect API key provided: ${key}.` })).toMatch(/: …\.?$/)
    },
  )

  it('is no longer than one can read', () => {
    expect(sentenceOf({ message: 'x'.repeat(1000) })).toHaveLength(200)
  })

  it.each(['my pin is 4711', 'x'.repeat(65), '', null, undefined])(
    'is the code where there is none, and not %j for a code',
    (code) => {
      expect(sentenceOf({ code: 'invalid_value' })).toBe('invalid_value')
      expect(codeOf({ ...(code !== undefined && { code }), type: 'server_error' })).toBe(
        'server_error',
      )
      expect(codeOf({ ...(code !== undefined && { code }) })).toBe('it gave no reason')
    },
  )
})
