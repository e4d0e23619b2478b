import { describe, expect, it } from 'vitest'
import { isTooDeep } from '../../src/simulator/engine/isTooDeep.ts'
import { excerpt } from '../../src/simulator/engine/excerpt.ts'
import { ga } from '../../src/simulator/dialects/ga.ts'
import { voiceLive } from '../../src/simulator/dialects/voiceLive.ts'
import { simulated } from './support/simulated.ts'

const nested = (depth: number, core = '1') => `${'['.repeat(depth)}${core}${']'.repeat(depth)}`

describe('JSON that is nested', () => {
  it.each([
    ['200 lists', nested(200), false],
    ['201 lists', nested(201), true],
    ['201 objects', `${'{"a":'.repeat(201)}1${'}'.repeat(201)}`, true],
    ['lists that were never closed', '['.repeat(201), true],
    ['many lists side by side', `[${'[],'.repeat(500)}[]]`, false],
    ['brackets in a text', JSON.stringify({ text: '['.repeat(500) }), false],
    ['brackets behind a quotation mark in a text', JSON.stringify(`"${'['.repeat(500)}`), false],
    ['brackets behind a backslash in a text', JSON.stringify(`\\"${'['.repeat(500)}`), false],
    ['a text that ends in a backslash', `["\\\\",${nested(200)}]`, true],
    ['a text that never ends', `["${'['.repeat(500)}`, false],
    ['no JSON', 'hello', false],
    ['nothing', '', false],
  ])('is measured as it is parsed: %s', (_what, text, expected) => {
    expect(isTooDeep(text)).toBe(expected)
  })

  it.each([
    ['a session', '{"type":"session.update","session":', ga],
    ['a session that may hold anything', '{"type":"session.update","session":{"x":', voiceLive()],
    ['an item', '{"type":"conversation.item.create","item":', ga],
    ['a response', '{"type":"response.create","response":{"metadata":', ga],
    ['no event at all', '', ga],
  ])(
    'deeper than anybody needs is refused, and the session goes on: %s',
    (_what, head, dialect) => {
      const { session, last, configure, all } = simulated({ dialect })
      const tail = '}'.repeat(head.split('{').length - 1)
      session.receiveText(`${head}${nested(100_000)}${tail}`)
      expect(last('error').error).toMatchObject({
        code: 'invalid_value',
        message: 'The event is nested deeper than 200 levels.',
      })
      configure(dialect === ga ? { type: 'realtime' } : {})
      expect(all('session.updated')).toHaveLength(1)
    },
  )
})

describe('the excerpt of a value in a refusal', () => {
  it.each([
    [{ a: [1, 'b', null, true] }, '{"a":[1,"b",null,true]}'],
    [[], '[]'],
    [{}, '{}'],
    ['it "is"', '"it \\"is\\""'],
    [{ left: undefined, out: 1 }, '{"out":1}'],
  ])('is its JSON while that is short: %j', (value, expected) => {
    expect(excerpt(value)).toBe(expected)
  })

  it('ends after 80 letters, and reads no more than it shows', () => {
    let read = 0
    const counted = {
      get text() {
        read += 1
        return 'x'.repeat(20)
      },
    }
    expect(excerpt(Array.from({ length: 1000 }, () => counted))).toHaveLength(80)
    expect(read).toBeLessThan(5)
    expect(excerpt('x'.repeat(5000))).toBe(`"${'x'.repeat(79)}`)
  })

  it('is no deeper than it is long', () => {
    const deep: unknown = JSON.parse(nested(50_000))
    expect(excerpt(deep)).toBe('['.repeat(80))
  })
})
