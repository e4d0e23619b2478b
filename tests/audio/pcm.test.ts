import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeBase64, encodeBase64 } from '../../src/audio/sound/base64.ts'
import {
  base64ToPcm16,
  bytesToPcm16,
  floatToPcm16,
  msToSamples,
  pcm16ToBase64,
  pcm16ToBytes,
  pcm16ToFloat,
  samplesToMs,
} from '../../src/audio/sound/pcm.ts'

/** A host that has neither the new methods of Uint8Array nor Buffer, as a browser of 2024. */
const bareHost = { Uint8Array: {} }

const noise = (length: number) => {
  const bytes = new Uint8Array(length)
  let state = 1
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    bytes[i] = state >>> 24
  }
  return bytes
}

it('gives every PCM16 sample back unchanged after a way through floats', () => {
  const all = Int16Array.from({ length: 65536 }, (_, i) => i - 32768)
  expect(floatToPcm16(pcm16ToFloat(all))).toEqual(all)
})

it('rounds floats to the nearest step, clamps what is too loud, and makes silence of what is no number', () => {
  const step = 1 / 32768
  const input = Float32Array.of(0, 0.6 * step, -0.6 * step, 0.4 * step, 1, -1, 7, -7, NaN)
  expect([...floatToPcm16(input)]).toEqual([0, 1, -1, 0, 32767, -32768, 32767, -32768, 0])
})

it('writes samples little endian and reads them back, leaving out half a sample', () => {
  expect([...pcm16ToBytes(Int16Array.of(1, -2, 0x1234))]).toEqual([1, 0, 0xfe, 0xff, 0x34, 0x12])
  expect([...bytesToPcm16(Uint8Array.of(1, 0, 0xfe, 0xff, 9))]).toEqual([1, -2])
})

it('changes the order of bytes where a host has the other one in memory', () => {
  const there = pcm16ToBytes(Int16Array.of(1, 0x1234), false)
  expect([...there]).toEqual([0, 1, 0x12, 0x34])
  expect([...bytesToPcm16(there, false)]).toEqual([1, 0x1234])
})

it('reads a part of a longer array, and leaves the rest of it alone', () => {
  const all = Int16Array.of(1, 2, 3, 4)
  expect([...pcm16ToBytes(all.subarray(1, 3))]).toEqual([2, 0, 3, 0])
  expect(pcm16ToBase64(all.subarray(1, 3))).toBe(Buffer.from([2, 0, 3, 0]).toString('base64'))
  expect([...bytesToPcm16(Uint8Array.of(9, 2, 0, 3, 0, 9).subarray(1, 5))]).toEqual([2, 3])
  expect([...all]).toEqual([1, 2, 3, 4])
})

it('reads and writes base64 as Node does, for any bytes and in any host', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64')
      for (const host of [globalThis, bareHost]) {
        expect(encodeBase64(bytes, host)).toBe(text)
        expect([...decodeBase64(text, host)]).toEqual([...bytes])
      }
    }),
  )
})

it.each([
  ['this host', globalThis],
  ['a bare host', bareHost],
])('carries 10 MB and a byte through base64 in %s', { timeout: 60_000 }, (_, host) => {
  const bytes = noise(10_000_001)
  const back = decodeBase64(encodeBase64(bytes, host), host)
  expect(Buffer.compare(Buffer.from(back.buffer, back.byteOffset, back.length), bytes)).toBe(0)
})

it('accepts base64 of a view into a larger buffer, without padding, and with line breaks', () => {
  const view = noise(100).subarray(3, 10)
  expect(encodeBase64(view)).toBe(Buffer.from(view).toString('base64'))
  for (const host of [globalThis, bareHost])
    expect([...decodeBase64('AQID\nBA', host)]).toEqual([1, 2, 3, 4])
})

it.each(['not base64!', 'AQ=D', 'A', 'AQIDé'])('refuses %j with a code of its own', (text) => {
  for (const host of [globalThis, bareHost])
    expect(() => decodeBase64(text, host)).toThrow(
      expect.objectContaining({ name: 'VoiceError', code: 'protocol_warning' }),
    )
})

it('turns samples into base64 and back', () => {
  const pcm = Int16Array.of(0, 1, -1, 32767, -32768)
  expect(base64ToPcm16(pcm16ToBase64(pcm))).toEqual(pcm)
})

it('counts milliseconds and samples at the rate that it is given', () => {
  expect(samplesToMs(36, 24_000)).toBe(1.5)
  expect(msToSamples(1.5, 24_000)).toBe(36)
  expect(msToSamples(10, 44_100)).toBe(441)
})
