import { describe, expect, it } from 'vitest'
import { splitAtWord, type WordTime } from '../../../src/session/heardWords.ts'
import { go } from '../../support/conversationSteps.ts'
import { interrupt, speaking, wordTime } from '../../support/spokenAnswer.ts'

/** One word each 100 ms. */
const each = (...words: readonly string[]): WordTime[] =>
  words.map((text, at) => ({ text, startMs: at * 100, endMs: at * 100 + 100 }))
const heardOf = (text: string, words: readonly WordTime[], heardMs = words.length * 100) =>
  splitAtWord(text, words, heardMs).heard

describe('a text that is split by the times of its words', () => {
  it('has both sides of the cut', () => {
    expect(splitAtWord('one two three', each('one', 'two', 'three'), 200)).toEqual({
      heard: 'one two ',
      unheard: 'three',
    })
  })

  it('was not heard at all before half of its first word was', () => {
    const words = each('one', 'two')
    expect(splitAtWord('one two', words, 49)).toEqual({ heard: '', unheard: 'one two' })
    expect(splitAtWord('one two', words, 50)).toEqual({ heard: 'one ', unheard: 'two' })
  })

  it('finds words that are told with the space around them', () => {
    expect(heardOf('one, two.', each(' one', 'two '))).toBe('one, two.')
  })

  it('finds them far into a long answer', () => {
    const long = Array.from({ length: 40 }, (_, at) => `word${at}`)
    expect(heardOf(long.join(' '), each(...long), 3000)).toBe(`${long.slice(0, 30).join(' ')} `)
  })

  it.each([
    [40, 'is found'],
    [41, 'is passed over'],
  ])('a word that stands %i characters on %s', (distance, what) => {
    const text = `${'x'.repeat(distance - 1)} end`
    expect(heardOf(text, each('end'))).toBe(what === 'is found' ? text : '')
  })

  it('keeps what is written on to a word with it', () => {
    expect(heardOf('well-known facts', each('well'))).toBe('well-known ')
    expect(heardOf('one two.', each('one', 'two'))).toBe('one two.')
  })

  it('keeps only marks with a word where words have no spaces', () => {
    expect(heardOf('你好。」再见', each('你好'))).toBe('你好。」')
    expect(heardOf('你好再见', each('你好'))).toBe('你好')
  })

  it('judges by the script at the cut, and not of the whole text', () => {
    expect(heardOf('well-known 你好', each('well'))).toBe('well-known ')
    expect(heardOf('你好 very well-known', each('你好', 'very', 'well'))).toBe(
      '你好 very well-known',
    )
  })
})

describe('the times of words that a service tells', () => {
  const times = { text: 'one', startMs: 0, endMs: 100 }

  it('are kept for each sound', () => {
    const { wordTimes } = speaking(wordTime('one', 0), {
      ...wordTime('five', 0),
      content_index: 1,
    }).state
    expect(wordTimes).toEqual({ A: [times], 'A#1': [{ ...times, text: 'five' }] })
  })

  it('are kept once, however often they are told', () => {
    const { state } = speaking(wordTime('one', 0))
    expect(go(state, wordTime('one', 0)).state).toBe(state)
  })

  it('are kept of a word that is said again, and of two that begin together', () => {
    const { wordTimes } = speaking(
      wordTime('no', 0),
      wordTime('no', 100),
      wordTime('never', 100),
    ).state
    expect(wordTimes['A']?.map(({ text, startMs }) => [text, startMs])).toEqual([
      ['no', 0],
      ['no', 100],
      ['never', 100],
    ])
  })

  it('are kept of the last six thousand words of a sound', () => {
    const many = Array.from({ length: 6000 }, (_, at) => ({ ...times, startMs: at }))
    const { state } = speaking(wordTime('one', 0))
    const { wordTimes } = go({ ...state, wordTimes: { A: many } }, wordTime('last', 9000)).state
    expect(wordTimes['A']).toHaveLength(6000)
    expect(wordTimes['A']?.at(-1)).toMatchObject({ text: 'last' })
  })

  it('change nothing any more when the answer was cut', () => {
    const { state } = speaking(interrupt)
    expect(go(state, wordTime('one', 0)).state).toBe(state)
  })
})
