import { afterEach, describe, expect, it, vi } from 'vitest'
import { splitAtWord } from '../../../src/session/heardWords.ts'
import { splitHeard } from '../../../src/session/splitHeard.ts'

afterEach(() => void vi.unstubAllGlobals())

const CHINESE = '你好，我是你的语音助手，今天可以帮你做什么？'
const JAPANESE = 'こんにちは。今日はどのようなご用件でしょうか。'
const THAI = 'สวัสดีครับวันนี้มีอะไรให้ช่วยไหมครับ'

const share = (text: string, heardMs: number) =>
  splitHeard(text, { heardMs, receivedMs: 1000, isComplete: true })

/** Whether a text begins in the middle of a character. */
const isTorn = (text: string) => /^[\p{M}\u200d\udc00-\udfff]/u.test(text)

describe('the heard part of a text without spaces', () => {
  it.each([
    [CHINESE, 500],
    [JAPANESE, 500],
    [THAI, 500],
    [CHINESE, 200],
    [`Please say: ${CHINESE}`, 700],
  ])('ends near the place that was heard: %s at %d ms', (text, heardMs) => {
    const { heard, unheard } = share(text, heardMs)
    const at = (text.length * heardMs) / 1000
    expect(heard + unheard).toBe(text)
    expect(Math.abs(heard.length - at)).toBeLessThanOrEqual(6)
    expect(heard.length).toBeGreaterThan(0)
    expect(isTorn(unheard)).toBe(false)
  })

  it('ends at the end of a word', () => {
    // 语音 (voice) is one word, and so is 助手 (assistant).
    expect(share('我是语音助手', 550).heard).toBe('我是')
    expect(share('我是语音助手', 700).heard).toBe('我是语音')
  })

  it('keeps the mark behind a word with it', () => {
    expect(share('你好，我是谁', 400).heard).toBe('你好，')
  })

  it('never ends inside a character where the browser knows no words', () => {
    vi.stubGlobal('Intl', {})
    const text = '𠀀𠀁ที่นี่か\u3099👩🏽‍🚀你好吗'
    const ends = new Set(Array.from({ length: 101 }, (_, i) => share(text, i * 10).heard))
    const characters = ['𠀀', '𠀁', 'ที่', 'นี่', 'か\u3099', '👩🏽‍🚀', '你', '好', '吗']
    expect([...ends]).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => characters.slice(0, n).join('')),
    )
  })

  it('ends behind the last word whose time is over', () => {
    const times = [
      { text: '你好', startMs: 0, endMs: 300 },
      { text: '我是', startMs: 300, endMs: 500 },
    ]
    expect(splitAtWord(CHINESE, times, 450).heard).toBe('你好，我是')
    expect(splitAtWord(CHINESE, times, 350).heard).toBe('你好，')
  })
})

describe('the heard part of a text with spaces', () => {
  it.each([
    ['one two three', 450, 'one '],
    ['one\ntwo\u00a0three', 600, 'one\ntwo\u00a0'],
    ['안녕하세요 저는 도우미입니다', 400, '안녕하세요 '],
    ['Wonderful', 900, ''],
    ['one two', 1000, 'one two'],
    ['', 500, ''],
  ])('ends at the last gap: %j at %d ms', (text, heardMs, heard) => {
    expect(share(text, heardMs).heard).toBe(heard)
  })
})
