import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { faultPresets } from '../../src/simulator/faults/faultPresets.ts'
import { faultyTalk, type FaultyTalk } from '../support/faultyTalk.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
  vi.useRealTimers()
})

async function begin(fault: string): Promise<FaultyTalk> {
  const talk = await faultyTalk(fault)
  ends.push(talk.end)
  return talk
}

const ANSWERED = ['user completed', 'assistant completed']
const INTERRUPTED = ['user completed', 'assistant interrupted']

/** Faults that a conversation outlives with nothing missing, and what is told of them. */
const HARMLESS: Readonly<Record<string, readonly string[]>> = {
  'slow-open': [],
  'slow-start': [],
  jam: [],
  duplicates: [],
  'odd-bytes': [],
  'unknown-events': ['protocol_warning'],
  obfuscation: [],
  malformed: ['protocol_warning'],
  // Tried again by itself, and then it goes well.
  'rate-limited-once': ['rate_limited'],
  'server-error-once': ['response_failed'],
  'busy-once': [],
}

describe('nothing is missing after', () => {
  it.each(Object.entries(HARMLESS))('%s, and %j is told', async (fault, codes) => {
    const talk = await begin(fault)
    await talk.connected()
    for (const text of ['Hello', 'Again']) {
      talk.session.sendText(text)
      await talk.until('speaking')
      await talk.until('idle')
    }
    expect(talk.shown()).toEqual([...ANSWERED, ...ANSWERED])
    expect([...new Set(talk.codes())]).toEqual(codes)
    expect(talk.connection()).toBe('connected')
  })

  it('duplicates, and every word is heard once', async () => {
    const [once, twice] = [await begin('obfuscation'), await begin('duplicates')]
    for (const talk of [once, twice]) {
      await talk.connected()
      talk.session.sendText('Hello')
      await talk.until('speaking')
      await talk.until('idle')
    }
    expect(twice.heardMs()).toBeCloseTo(once.heardMs(), -2)
    expect(twice.items().at(-1)?.text).toBe(once.items().at(-1)?.text)
  })
})

/** Faults of answers: how the answer ends, why, and what is told of each. */
const FAILED: Readonly<Record<string, readonly [shown: string, codes: readonly string[]]>> = {
  'rate-limited': ['assistant failed rate_limited', ['rate_limited', 'rate_limited']],
  'server-error': ['assistant failed response_failed', ['response_failed', 'response_failed']],
  'no-quota': ['assistant failed quota_exceeded', ['quota_exceeded']],
  'content-filter': ['assistant incomplete content_filtered', ['content_filtered']],
  'no-answer': ['assistant failed response_failed', ['response_failed']],
  busy: ['assistant failed response_failed', ['response_failed']],
}

describe('an answer is seen to fail, and the next question is asked, with', () => {
  it.each(Object.entries(FAILED))('%s', async (fault, [answer, codes]) => {
    const talk = await begin(fault)
    await talk.connected()
    talk.session.sendText('Hello')
    expect(await talk.until('idle')).toBeLessThan(16_000)
    expect(talk.shown()).toEqual(['user completed', answer])
    expect(talk.codes()).toEqual(codes)
    expect(talk.items().at(-1)?.problem?.remedy).not.toBe('')
    talk.simulator.faults.clear()
    talk.session.sendText('Again')
    await talk.until('speaking')
    await talk.until('idle')
    expect(talk.shown()).toEqual(['user completed', answer, ...ANSWERED])
  })

  it('half-open, for as long as the line is dead', async () => {
    const talk = await begin('half-open')
    await talk.connected()
    for (const text of ['Hello', 'Again']) {
      talk.session.sendText(text)
      expect(await talk.until('idle')).toBeLessThan(16_000)
    }
    const failed = 'assistant failed response_failed'
    // The second one has not been waited for long enough.
    expect(talk.shown()).toEqual(['user failed item_refused', failed, 'user pending', failed])
    expect(talk.codes()).toEqual(['response_failed', 'item_refused', 'response_failed'])
  })
})

/** Faults of the line: what is told, and how the answer that was under way ends. */
const BROKEN: Readonly<Record<string, readonly [code: string, shown: readonly string[]]>> = {
  close: ['connection_lost', INTERRUPTED],
  drop: ['connection_lost', INTERRUPTED],
  'lost-mid-answer': ['connection_lost', INTERRUPTED],
  expire: ['session_expired', ANSWERED],
}

describe('the line is given up with an error that says why, and nothing hangs, with', () => {
  it.each(Object.entries(BROKEN))('%s', async (fault, [code, shown]) => {
    const talk = await begin(fault)
    await talk.connected()
    talk.session.sendText('Hello')
    await talk.pass(12_000)
    expect(talk.shown()).toEqual(shown)
    expect(talk.codes()).toEqual([code])
    expect(talk.connection()).toBe('failed')
    expect(talk.model()).toBe('idle')
    expect(() => talk.session.sendText('Again')).toThrow(
      expect.objectContaining({ code: 'not_connected' }),
    )
  })

  it.each([
    ['never-opens', 'connect_timeout'],
    ['silent-line', 'connect_timeout'],
    ['refuse', 'unauthorized'],
  ])('%s', async (fault, code) => {
    const talk = await begin(fault)
    await expect(talk.connected()).rejects.toMatchObject({ code })
    expect(talk.codes()).toEqual([code])
    expect(talk.connection()).toBe('failed')
    expect(talk.model()).toBe('idle')
  })
})

describe('what was cut is not heard any more, and the next question is answered, with', () => {
  it.each(['late-deltas', 'late-cancel', 'late-cancel-4000'])('%s', async (fault) => {
    const talk = await begin(fault)
    await talk.connected()
    talk.session.sendText('Tell me more')
    await talk.until('speaking')
    await talk.pass(300)
    talk.session.interrupt()
    // The fade.
    await talk.pass(100)
    const cutAtMs = talk.heardMs()
    await talk.until('idle')
    await talk.pass(3000)
    expect(talk.heardMs()).toBe(cutAtMs)
    expect(talk.model()).toBe('idle')
    talk.session.sendText('Again')
    await talk.until('speaking')
    expect(talk.shown().slice(0, 3)).toEqual([
      'user completed',
      'assistant interrupted',
      'user completed',
    ])
    expect(talk.codes()).toEqual([])
  })
})

describe('a spoken turn is answered with', () => {
  it('stalled-reader, late', async () => {
    const talk = await begin('stalled-reader')
    await talk.connected()
    await talk.speak()
    expect(talk.model()).toBe('thinking')
    await talk.until('speaking')
    await talk.until('idle')
    expect(talk.shown()).toEqual(ANSWERED)
    expect(talk.codes()).toEqual([])
  })

  it('transcription-fails, though not written down', async () => {
    const talk = await begin('transcription-fails')
    await talk.connected()
    await talk.speak()
    await talk.until('speaking')
    await talk.until('idle')
    expect(talk.shown()).toEqual(ANSWERED)
    expect(talk.items()[0]).toMatchObject({ text: '', transcription: 'failed' })
    expect(talk.codes()).toEqual(['transcription_failed'])
  })
})

it('is every fault that has a name', () => {
  const tried = [
    ...[HARMLESS, FAILED, BROKEN].flatMap((table) => Object.keys(table)),
    ...['half-open', 'never-opens', 'silent-line', 'refuse'],
    ...['late-deltas', 'late-cancel', 'stalled-reader', 'transcription-fails'],
  ]
  expect(tried).toEqual(expect.arrayContaining(Object.keys(faultPresets)))
})
