import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineAndColumn } from '../../src/simulator/brain/check/lineAndColumn.ts'
import { readJson } from '../../src/simulator/brain/check/readJson.ts'

const parsed = (text: string) => {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return null
  }
}

const firstMistake = (text: string) => {
  const [first] = readJson(text).mistakes.toSorted((a, b) => a.offset - b.offset)
  if (!first) return 'none'
  const { line, column } = lineAndColumn(text, first.offset)
  return `${line}:${column} ${first.what}. ${first.remedy}`
}

describe('JSON is read as JSON.parse reads it', () => {
  it('when it is right, however it is spaced', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space)
        const reading = readJson(` ${text}\r\n`)
        expect(reading.mistakes).toEqual([])
        expect(reading.value).toEqual(JSON.parse(text))
      }),
      { numRuns: 500 },
    )
  })

  it('and found wrong when it is wrong, wherever a sign is put in, lost or changed', () => {
    const sign = fc.constantFrom(...Array.from('{}[]:,"\'\\/-+.eE01x \n\t\u0000u'))
    let wrong = 0
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 3 }),
        fc.nat(),
        fc.nat(1),
        sign,
        (value, at, cut, put) => {
          const right = JSON.stringify(value)
          const place = at % (right.length + 1)
          const text = right.slice(0, place) + put + right.slice(place + cut)
          const theirs = parsed(text)
          if (theirs === null) wrong += 1
          const ours = readJson(text)
          expect(ours.mistakes.length === 0, text).toBe(theirs !== null)
          if (theirs) expect(ours.value).toEqual(theirs.value)
        },
      ),
      { numRuns: 3000 },
    )
    expect(wrong).toBeGreaterThan(500)
  })

  it('and never fails on what is no JSON at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readJson(text).mistakes.length === 0).toBe(parsed(text) !== null)
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    '-0',
    '1e400',
    '"\\ud83d\\ude00\\b"',
    '{"__proto__":{"a":1}}',
    '{"a":1,"a":2}',
    '"\u007f"',
  ])('down to %s', (text) => {
    const { value, mistakes } = readJson(text)
    expect(mistakes).toEqual([])
    expect(value).toEqual(JSON.parse(text))
    expect(JSON.stringify(value)).toBe(JSON.stringify(JSON.parse(text)))
  })
})

describe('a mistake in JSON is named with its place and what to write', () => {
  it.each([
    ['{"a": 1,}', '1:8 there is a comma before }. Remove the comma'],
    ['[1,\n 2,\n]', '2:3 there is a comma before ]. Remove the comma'],
    ['{\n  // why\n  "a": 1}', '2:3 JSON has no comments. Remove it'],
    ['[1 /* one */]', '1:4 JSON has no comments'],
    ["{'a': 1}", '1:2 a text stands in single quotes. Use double quotes'],
    ['{a: 1}', '1:2 the name "a" has no quotes. Write "a"'],
    ['{"a": 1\n "b": 2}', '1:8 a comma is missing. Put a comma here'],
    ['["a" "b"]', '1:5 a comma is missing'],
    ['{"a" 1}', '1:6 a colon is missing after "a"'],
    ['{"a": }', '1:7 a value is missing before }'],
    ['[True]', '1:2 True is no value in JSON. Write true'],
    ['[hello]', '1:2 hello is no value in JSON. If it is a text, put it in quotes: "hello"'],
    ['[01]', '1:2 01 is no number in JSON. Write numbers as 12, -0.5 or 1e3'],
    ['[.5]', '1:2 .5 is no number'],
    ['["\\d"]', '1:3 \\d is no escape in JSON. For a backslash write two: \\\\d'],
    ['["a\n"]', '1:2 a text has no end on its line. Close it with "'],
    ['["a\tb"]', '1:4 a control sign stands in a text. Write a tab as \\t'],
    ['{\n "a": [1, 2\n', '2:7 this [ is never closed. Write ] where it ends'],
    ['{"a": 1]', '1:8 ] stands where , or } should'],
    ['{} {}', '1:4 there is more after the end'],
    ['', '1:1 there is nothing in it'],
    ['['.repeat(200), '1:102 it is nested too deep'],
  ])('%j', (text, message) => {
    expect(firstMistake(text)).toContain(message)
  })

  it('and the rest is read all the same, where it is plain what was meant', () => {
    const reading = readJson('{\'a\': [1 2,], // two\n b: "c"}')
    expect(reading.mistakes).toHaveLength(5)
    expect(reading.value).toEqual({ a: [1, 2], b: 'c' })
  })

  it('and a name that stands twice is told apart, because JSON allows it', () => {
    expect(readJson('{"a": {"b": 1, "b": 2}}').repeated).toEqual([['a', 'b']])
  })
})

it('everything has its place: of the name, and of the value', () => {
  const text = '{ "a": [10, {"b": 20}] }'
  const { mark } = readJson(text)
  expect(mark(['a'])).toEqual({ name: 2, value: 7 })
  expect(text.slice(mark(['a', 0])!.value)).toMatch(/^10/)
  expect(text.slice(mark(['a', 1, 'b'])!.name)).toMatch(/^"b"/)
  expect(mark(['c'])).toBeUndefined()
})

it.each([
  ['\n', 3],
  ['\r\n', 4],
  ['\r', 3],
])('lines end as editors end them (%j)', (end, offset) => {
  expect(lineAndColumn(`ab${end}cd`, offset)).toEqual({ line: 2, column: 1 })
})
