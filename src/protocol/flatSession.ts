import {
  fieldsToFlat,
  fieldsToGa,
  valueAt,
  withValueAt,
  type FieldWord,
  type Fields,
} from './flatFields.ts'
import {
  INPUT_FORMAT,
  MODALITIES,
  OUTPUT_FORMAT,
  TOOL_CHOICE,
  TURN_DETECTION,
} from './flatValues.ts'

/** What is said differently of a session. */
export const SESSION_FIELDS: readonly FieldWord[] = [
  { flat: 'modalities', ga: ['output_modalities'], value: MODALITIES },
  { flat: 'max_response_output_tokens', ga: ['max_output_tokens'] },
  { flat: 'tool_choice', ga: ['tool_choice'], value: TOOL_CHOICE },
  { flat: 'input_audio_format', ga: ['audio', 'input', 'format'], value: INPUT_FORMAT },
  { flat: 'input_audio_transcription', ga: ['audio', 'input', 'transcription'] },
  { flat: 'input_audio_noise_reduction', ga: ['audio', 'input', 'noise_reduction'] },
  { flat: 'turn_detection', ga: ['audio', 'input', 'turn_detection'], value: TURN_DETECTION },
  { flat: 'output_audio_format', ga: ['audio', 'output', 'format'], value: OUTPUT_FORMAT },
  { flat: 'voice', ga: ['audio', 'output', 'voice'] },
  { flat: 'speed', ga: ['audio', 'output', 'speed'] },
]

/** Voice Live has the rate of the input beside its format; GA inside of it. */
const FLAT_RATE = 'input_audio_sampling_rate'
const GA_RATE = ['audio', 'input', 'format', 'rate']
const USUAL_RATE_HZ = 24_000

const isKind = (type: unknown) => type === 'realtime' || type === 'transcription'

/** @param type - GA names the kind of session, flat has an event for each. */
export function sessionToGa(flat: Fields, type: 'realtime' | 'transcription'): Fields {
  const fields = fieldsToGa(SESSION_FIELDS, flat)
  // The event says which kind it is. A word that is no kind stays, for whoever reads it to refuse.
  const ga = isKind(fields['type']) ? { ...fields, type } : { type, ...fields }
  const { [FLAT_RATE]: rate, ...rest } = ga as Fields
  if (typeof rate !== 'number' || valueAt(ga, GA_RATE) === undefined) return ga
  return withValueAt(rest, GA_RATE, rate)
}

export function sessionToFlat(ga: Fields): Fields {
  const { type, ...rest } = fieldsToFlat(SESSION_FIELDS, ga)
  const flat = type === undefined || isKind(type) ? rest : { ...rest, type }
  const rate = valueAt(ga, GA_RATE)
  return rate === undefined || rate === USUAL_RATE_HZ ? flat : { ...flat, [FLAT_RATE]: rate }
}
