import type { SessionSettings } from './SessionSettings.ts'
import { SETTING_LIMITS, temperatureOf, type Service } from './settingLimits.ts'
import { camelName, isFields, SETTING_NAMES, valueAt, type SettingName } from './settings.ts'

/** A value that cannot be right, and why, in a sentence. */
export interface SettingProblem {
  readonly setting: string
  readonly reason: string
}

interface Shape {
  readonly fits: (value: unknown) => boolean
  readonly takes: string
}

const isWord = (value: unknown) => typeof value === 'string' && value !== ''
const isOneOf =
  (...words: readonly string[]) =>
  (value: unknown) =>
    words.some((word) => word === value)
/** `null`, or an object that says at least this. */
const saysOrNull = (field: string) => (value: unknown) =>
  value === null || (isFields(value) && isWord(value[field]))

const FORMAT: Shape = {
  fits: isOneOf('pcm16', 'g711_ulaw', 'g711_alaw'),
  takes: "'pcm16', 'g711_ulaw' or 'g711_alaw'",
}

/** What each setting must look like. Which voices, models and kinds there are is left to the service, which knows more of them. */
const SHAPES: Readonly<Partial<Record<SettingName, Shape>>> = {
  instructions: { fits: (value) => typeof value === 'string', takes: 'a text' },
  voice: { fits: (value) => isWord(value) || isFields(value), takes: 'the name of a voice' },
  output: { fits: isOneOf('audio', 'text'), takes: "'audio' or 'text'" },
  turnDetection: {
    fits: saysOrNull('type'),
    takes: "null, or an object with a type: 'server_vad' or 'semantic_vad'",
  },
  inputTranscription: {
    fits: saysOrNull('model'),
    takes: "null, or an object with a model, such as { model: 'whisper-1' }",
  },
  noiseReduction: {
    fits: (value) => isWord(value) || saysOrNull('type')(value),
    takes: "null, 'near_field', 'far_field', or an object with such a type",
  },
  inputFormat: FORMAT,
  outputFormat: FORMAT,
  toolChoice: {
    fits: (value) => isWord(value) || isFields(value),
    takes: "'auto', 'none', 'required' or { type: 'function', name }",
  },
  raw: { fits: isFields, takes: 'an object' },
}

function shapeProblem(setting: string, value: unknown): SettingProblem | null {
  const name = SETTING_NAMES.find((one) => one === setting)
  if (name === undefined) {
    const words = camelName(setting).toLowerCase()
    const meant = SETTING_NAMES.find((one) => one.toLowerCase() === words)
    const hint = meant ? `; did you mean ${meant}?` : '.'
    return { setting, reason: `there is no such setting${hint}` }
  }
  const shape = SHAPES[name]
  return shape === undefined || value === undefined || shape.fits(value)
    ? null
    : { setting, reason: `it takes ${shape.takes}.` }
}

/** Fields that may be `null`, which is what they are without it. */
const MAY_BE_NULL = ['turnDetection.idleTimeoutMs', 'noiseReduction.strength']

function limitProblems(
  settings: SessionSettings,
  service: Service | null,
): readonly SettingProblem[] {
  const temperature = service && temperatureOf(service)
  const limits = { ...SETTING_LIMITS, ...(temperature && { temperature }) }
  return Object.entries(limits).flatMap(([setting, { min, max }]) => {
    const value = valueAt(settings, setting)
    const isWhole = /(Ms|Tokens)$/.test(setting)
    const isRight =
      typeof value === 'number'
        ? value >= min && value <= max && (!isWhole || Number.isInteger(value))
        : value === undefined ||
          (value === null && MAY_BE_NULL.includes(setting)) ||
          (value === 'inf' && setting === 'maxOutputTokens')
    if (isRight) return []
    const kind = isWhole ? 'a whole number' : 'a number'
    const range = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`
    return { setting, reason: `it takes ${kind} ${range}, not ${String(value)}.` }
  })
}

/** What of the settings no service would take. */
export const settingProblems = (
  settings: SessionSettings,
  service: Service | null,
): readonly SettingProblem[] => [
  ...Object.entries(settings).flatMap(([name, value]) => shapeProblem(name, value) ?? []),
  ...limitProblems(settings, service),
]
