import { expect, it } from 'vitest'
import { EarlySound } from '../../src/audio/playback/EarlySound.ts'
import { pcm16ToBase64 } from '../../src/audio/sound/pcm.ts'
import { noisePcm } from './signals.ts'

it('hands on what came, in order, and once', () => {
  const early = new EarlySound()
  early.play('a', 1, Int16Array.of(1, -2))
  early.play('b', 0, pcm16ToBase64(Int16Array.of(3)))
  early.end('a')
  const flowed: unknown[] = []
  const into = {
    play: (...played: unknown[]) => flowed.push(played),
    end: (itemId: string) => flowed.push(itemId),
  }
  early.flow(into)
  early.flow(into)
  expect(flowed).toEqual([
    ['a', 1, Uint8Array.of(1, 0, 254, 255)],
    ['b', 0, Uint8Array.of(3, 0)],
    'a',
  ])
})

it('answers that nothing was heard, item by item, and keeps nothing', () => {
  const early = new EarlySound()
  early.play('a', 1, noisePcm(2400))
  early.play('empty', 0, '')
  // Half a sample at the end of one, the other half at the beginning of the next.
  early.play('b', 0, btoa('x'.repeat(4801)))
  early.play('b', 0, btoa('x'.repeat(4799)))
  early.end('b')
  expect(early.interrupt()).toEqual([
    { itemId: 'a', contentIndex: 1, heardMs: 0, receivedMs: 100 },
    { itemId: 'b', contentIndex: 0, heardMs: 0, receivedMs: 200 },
  ])
  expect(early.interrupt()).toEqual([])
})

it('throws what is not base64; the item is there all the same', () => {
  const early = new EarlySound()
  expect(() => early.play('a', 0, '%%%')).toThrow(
    expect.objectContaining({ name: 'VoiceError', code: 'protocol_warning' }),
  )
  const flowed: string[] = []
  early.flow({ play: (itemId) => flowed.push(itemId), end: () => undefined })
  expect(flowed).toEqual(['a'])
})
