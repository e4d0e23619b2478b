import { camelName, SAID, wirePlace } from './settings.ts'

/** GA's places as flat would name them: `audio.input.format` is `input_audio_format`. */
const flatPlace = (place: string) => place.replace(/^audio\.(input|output)\./, '$1_audio_')

/**
 * Our name of a place on the wire, in the spelling of any service.
 *
 * `session.turn_detection.prefix_padding_ms` and `session.audio.input.turn_detection.prefix_padding_ms` are both
 * `turnDetection.prefixPaddingMs`. What is none of our settings keeps its name.
 */
export function settingAt(param: string): string {
  const place = param.replace(/^session\./, '')
  const [field = '', ...inner] = flatPlace(place).replace('response_', '').split('.')
  // Flat's names are the ends of GA's: `voice`, `turn_detection`, `modalities`.
  const name = SAID.find((one) => `_${flatPlace(wirePlace(one))}`.endsWith(`_${field}`))
  return name === undefined ? place : [name, ...inner.map(camelName)].join('.')
}

/** A service's sentence with our names in it. */
export const inOurNames = (sentence: string): string =>
  sentence.replace(/session(\.[\w[\]]+)+/g, settingAt)
