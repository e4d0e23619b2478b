import { VOICE_RATE_HZ } from '../../audio/sound/pcm.ts'

/** A WAV file, as a browser's fake microphone takes it (`--use-file-for-fake-audio-capture`). @param pcm - 24 kHz mono. */
export function wav(pcm: Int16Array): Uint8Array {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + pcm.byteLength, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  // Plain PCM, one channel.
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(VOICE_RATE_HZ, 24)
  header.writeUInt32LE(VOICE_RATE_HZ * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(pcm.byteLength, 40)
  return Buffer.concat([header, Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength)])
}
