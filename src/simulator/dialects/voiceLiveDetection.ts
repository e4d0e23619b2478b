import { boolean, list, nullable, number, oneOf, openObject, text } from '../engine/shape.ts'
import {
  bySound,
  semanticVad,
  SWITCHED_ON,
  switches,
  type DetectionKinds,
} from './turnDetection.ts'

const check = openObject({
  ...bySound,
  speech_duration_ms: number(0, Infinity, 'integer'),
  remove_filler_words: boolean,
  languages: list(text),
  auto_truncate: boolean,
  end_of_utterance_detection: nullable(
    openObject({ model: text, threshold_level: oneOf('low', 'medium', 'high', 'default') }, [
      'model',
    ]),
  ),
  ...switches,
})

const common = {
  threshold: 0.5,
  silence_duration_ms: 500,
  auto_truncate: false,
  ...SWITCHED_ON,
}

/** More of the sound before the onset is kept since this version. */
const LONGER_PADDING_SINCE = '2026-04-10'

/**
 * Turn detection of Voice Live. Azure's semantic kinds decide by sound and silence here, as `server_vad` does.
 *
 * @param apiVersion - Begins with a date; `null` is the newest.
 */
export function voiceLiveDetection(apiVersion: string | null) {
  const isNew = apiVersion === null || apiVersion >= LONGER_PADDING_SINCE
  const azure = (type: string) => ({
    defaults: {
      type,
      ...common,
      prefix_padding_ms: isNew ? 420 : 300,
      speech_duration_ms: 80,
      remove_filler_words: false,
    },
    check,
  })
  return {
    server_vad: {
      defaults: {
        type: 'server_vad',
        ...common,
        prefix_padding_ms: isNew ? 400 : 300,
        speech_duration_ms: 200,
      },
      check,
    },
    semantic_vad: semanticVad,
    azure_semantic_vad: azure('azure_semantic_vad'),
    azure_semantic_vad_en: azure('azure_semantic_vad_en'),
    azure_semantic_vad_multilingual: azure('azure_semantic_vad_multilingual'),
    none: null,
  } satisfies DetectionKinds
}
