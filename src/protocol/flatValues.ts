import { isFields, type ValueWords } from './flatFields.ts'

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

/** Flat always says that a spoken answer is written too; GA has one or the other. */
export const MODALITIES: ValueWords = {
  toGa: (value) =>
    isList(value) && value.includes('audio') ? value.filter((one) => one !== 'text') : value,
  toFlat: (value) =>
    isList(value) && value.includes('audio') && !value.includes('text')
      ? ['text', ...value]
      : value,
}

const FORMATS: Readonly<Record<string, object>> = {
  pcm16: { type: 'audio/pcm', rate: 24_000 },
  g711_ulaw: { type: 'audio/pcmu' },
  g711_alaw: { type: 'audio/pcma' },
  // Voice Live's, for output only.
  pcm16_8000hz: { type: 'audio/pcm', rate: 8000 },
  pcm16_16000hz: { type: 'audio/pcm', rate: 16_000 },
}

const formatToGa = (value: unknown) =>
  typeof value === 'string' && Object.hasOwn(FORMATS, value) ? FORMATS[value] : value

/** GA may leave the rate of PCM out. */
const rateOf = (format: unknown) =>
  isFields(format) && format['type'] === 'audio/pcm' ? (format['rate'] ?? 24_000) : undefined

function formatToFlat(value: unknown): unknown {
  if (!isFields(value)) return value
  const same = ([, format]: [string, object]) =>
    isFields(format) && format['type'] === value['type'] && rateOf(format) === rateOf(value)
  return Object.entries(FORMATS).find(same)?.[0] ?? value
}

export const OUTPUT_FORMAT: ValueWords = { toGa: formatToGa, toFlat: formatToFlat }

/** The rate of the input stands beside its format: see `flatSession.ts`. */
export const INPUT_FORMAT: ValueWords = {
  toGa: formatToGa,
  toFlat: (value) => (rateOf(value) === undefined ? formatToFlat(value) : 'pcm16'),
}

/** The 2024 preview says `none` where the others say `null`. */
export const TURN_DETECTION: ValueWords = {
  toGa: (value) => (isFields(value) && value['type'] === 'none' ? null : value),
  toFlat: (value) => value,
}

/** The 2024 preview nests the name of the function. */
export const TOOL_CHOICE: ValueWords = {
  toGa(value) {
    if (!isFields(value) || value['type'] !== 'function') return value
    const { function: nested, ...rest } = value
    if (typeof nested === 'string') return { ...rest, name: nested }
    return isFields(nested) ? { ...rest, ...nested } : value
  },
  toFlat: (value) => value,
}
