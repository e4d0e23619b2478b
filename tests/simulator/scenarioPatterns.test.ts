import { describe, expect, it } from 'vitest'
import { lettersFor } from '../../src/simulator/brain/lettersFor.ts'
import { parseScenario } from '../../src/simulator/brain/parseScenario.ts'
import type { Scenario } from '../../src/simulator/brain/Scenario.ts'
import { playing } from './support/playing.ts'

const script = (text: string): Scenario => ({
  name: 'x',
  turns: [
    { when: { text }, reply: [{ say: 'It fits.' }] },
    { when: { text: 'hello' }, heard: 'hello', reply: [{ say: 'Hello.' }] },
  ],
  otherwise: 'parrot',
})

/** Patterns that take for ever on words that nearly fit. */
const BOMBS = [
  '^(a+)+$',
  '^(a*)*$',
  '(.*)*x',
  '^(a|a)*$',
  '^(a|A)+$',
  '^(a|ab|b)*$',
  '^(?:a|)+$',
  '^(\\w+\\s?)*$',
  '^(aa?)+$',
  '^(a?){40}$',
  '^(?:[a-z]|\\S)+$',
  '(?=(a+)+$)',
  '^(?:b|(?:(a+)|b)+)$',
  '^([a-z]+){2,}$',
  '^((?:a{1,9}){9}){9}$',
  `${'a?'.repeat(40)}${'a'.repeat(40)}$`,
  `^${'(a|a)'.repeat(40)}$`,
  '.*.*.*.*.*.*.*x',
]

const PATTERNS = [
  '\\b(bye|goodbye|stop|thanks?)\\b',
  'in (?<city>[\\p{L} -]+)',
  '^(.+) and (.+)$',
  '.*weather.*in (.+)',
  '(?:could|can) you (?:please )?(?:tell|show) me (?:the )?weather(?: forecast)?',
  '(?:very |really )+good',
  '^(?:\\d\\d ){2,5}\\d\\d$',
  '(?:(?!no).)*yes',
  '[(|)*+?{}\\]]+',
  '\\(+\\|*',
  '(\\w+) \\1',
  'é|è|\\u{1F600}|\\p{Script=Greek}',
]

describe('a pattern that could hold up its session', () => {
  it.each(BOMBS)('is refused: %s', (text) => {
    expect(() => parseScenario(script(text))).toThrow(/turns\[0\]\.when\.text may take for ever/)
  })

  it.each(BOMBS)(
    'never fits where nobody checked it, and the session goes on: %s',
    async (text) => {
      const { type, speak } = playing({ scenario: script(text) })
      expect((await type(`${'a'.repeat(100)}!`)).said).toMatch(/^a+!$/)
      expect((await type('hello')).said).toBe('Hello.')
      expect((await speak(500)).said).toBe('Hello.')
    },
  )
})

describe('a pattern that does no harm', () => {
  it.each(PATTERNS)('is taken: %s', (text) => {
    expect(parseScenario(script(text)).turns).toHaveLength(2)
  })

  it('is shown all of a sentence, and fewer words the more it repeats', () => {
    expect(lettersFor('bye|stop')).toBe(1000)
    expect(lettersFor('in (.+)')).toBe(1000)
    expect(lettersFor('(.+) to (.+)')).toBeGreaterThan(350)
    expect(lettersFor('.*a.*b(.*)')).toBeGreaterThan(100)
    expect(lettersFor('.*a.*b(.*)')).toBeLessThan(200)
  })

  it('finds its words at the end of what it is shown, and not behind', async () => {
    const { type } = playing({ scenario: script('needle') })
    expect((await type(`${'x'.repeat(990)} needle`)).said).toBe('It fits.')
    expect((await type(`${'x'.repeat(1000)} needle`)).said).not.toBe('It fits.')
  })
})
