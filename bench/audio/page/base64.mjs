/* global btoa, atob */
import { arrayBufferToBase64, base64ToArrayBuffer } from 'elevenlabs/utils/audio.js'
import { decodeBase64, encodeBase64 } from 'react-realtime-voice/dist/audio/sound/base64.js'
import { seedDecode } from '../seedStyle/SeedPlayer.mjs'
import { seedEncode } from '../seedStyle/SeedRecorder.mjs'

const WAYS = {
  floor: {
    encode: (bytes) => bytes.toBase64?.() ?? btoa(''),
    decode: (text, into) => into.setFromBase64?.(text) ?? atob(text),
  },
  ours: { encode: (bytes) => encodeBase64(bytes), decode: (text) => decodeBase64(text) },
  elevenlabs: {
    encode: (bytes) => arrayBufferToBase64(bytes.buffer),
    decode: (text) => base64ToArrayBuffer(text),
  },
  'seed-style': { encode: seedEncode, decode: seedDecode },
}
const MEASURE_MS = 60

function costUs(work) {
  let times = 1
  for (;;) {
    const at = performance.now()
    for (let i = 0; i < times; i++) work()
    const tookMs = performance.now() - at
    if (tookMs > MEASURE_MS) return (tookMs * 1000) / times
    times = Math.ceil(times * Math.max(2, (1.2 * MEASURE_MS) / Math.max(1, tookMs)))
  }
}

/** Microseconds of one call, on so many bytes. */
export function base64({ name, bytes, way }) {
  const data = Uint8Array.from({ length: bytes }, (_, i) => (i * 131) % 251)
  const into = new Uint8Array(bytes)
  const text = encodeBase64(data)
  return costUs(
    way === 'encode' ? () => WAYS[name].encode(data) : () => WAYS[name].decode(text, into),
  )
}
