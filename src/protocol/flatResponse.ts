import { fieldsToFlat, fieldsToGa, type FieldWord, type Fields } from './flatFields.ts'
import { itemToFlat, itemToGa, withItems } from './flatItems.ts'
import { MODALITIES, OUTPUT_FORMAT, TOOL_CHOICE } from './flatValues.ts'

const RESPONSE_FIELDS: readonly FieldWord[] = [
  { flat: 'modalities', ga: ['output_modalities'], value: MODALITIES },
  { flat: 'tool_choice', ga: ['tool_choice'], value: TOOL_CHOICE },
  { flat: 'output_audio_format', ga: ['audio', 'output', 'format'], value: OUTPUT_FORMAT },
  { flat: 'voice', ga: ['audio', 'output', 'voice'] },
]

/** What is said differently when a response is asked for. What comes back has GA's name for the limit. */
export const REQUEST_FIELDS: readonly FieldWord[] = [
  ...RESPONSE_FIELDS,
  { flat: 'max_response_output_tokens', ga: ['max_output_tokens'] },
]

/** What a client asks with, and what a service answers with. */
export const responseToGa = (flat: Fields): Fields =>
  withItems(fieldsToGa(REQUEST_FIELDS, flat), ['input', 'output'], itemToGa)

export const requestToFlat = (ga: Fields): Fields =>
  withItems(fieldsToFlat(REQUEST_FIELDS, ga), ['input'], itemToFlat)

export const responseToFlat = (ga: Fields): Fields =>
  withItems(fieldsToFlat(RESPONSE_FIELDS, ga), ['output'], itemToFlat)
