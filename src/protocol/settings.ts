import { SWITCHES, VAD_DEFAULTS } from './defaultSettings.ts'
import type {
  NoiseFilter,
  SemanticVad,
  ServerVad,
  SessionSettings,
  SettingName,
  WireAudioFormat,
  WireSession,
} from './SessionSettings.ts'
import { isFields, type Fields } from './settingChanges.ts'

export * from './defaultSettings.ts'
export type * from './SessionSettings.ts'
export * from './settingChanges.ts'

/** With other names. What is `undefined` is left out. */
const renamed = (fields: object, rename: (name: string) => string): Fields =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]: [string, unknown]) => [rename(name), value]),
  )

const snake = (fields: object) =>
  renamed(fields, (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))

/** Our spelling of a name on the wire. */
export const camelName = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** Objects grow together; of anything else the second one stands. */
const merged = (one: Fields, other: Fields): Fields =>
  Object.entries(other).reduce((all, [name, value]) => {
    const before = all[name]
    const both = isFields(before) && isFields(value) ? merged(before, value) : value
    return { ...all, [name]: both }
  }, one)

interface Row<V> {
  /** Its place in GA's session object. The flat codec knows where the others have it. */
  readonly at: string
  /** The value as GA says it, where it says it otherwise. `null` is `null` everywhere. */
  readonly say?: (value: NonNullable<V>) => unknown
  /** `undefined` when it is no value that we know. */
  readonly read: (wire: unknown) => V | undefined
}

const text = (wire: unknown) => (typeof wire === 'string' ? wire : undefined)
const number = (wire: unknown) => (typeof wire === 'number' ? wire : undefined)

const FORMATS: Readonly<Record<WireAudioFormat, Fields>> = {
  pcm16: { type: 'audio/pcm', rate: 24_000 },
  g711_ulaw: { type: 'audio/pcmu' },
  g711_alaw: { type: 'audio/pcma' },
}

const format = {
  say: (name: WireAudioFormat) => FORMATS[name],
  read: (wire: unknown) =>
    (['pcm16', 'g711_ulaw', 'g711_alaw'] as const).find(
      (name) => isFields(wire) && FORMATS[name]['type'] === wire['type'],
    ),
}

const NOISE_FILTERS: readonly NoiseFilter[] = [
  'near_field',
  'far_field',
  'azure_deep_noise_suppression',
]

/** What may be switched off. */
const orNull =
  <V>(read: (wire: Fields) => V | undefined) =>
  (wire: unknown): V | null | undefined =>
    wire === null ? null : isFields(wire) ? read(wire) : undefined

/** Every field of a detection, so that none is left to the service. */
function wholeDetection(detection: ServerVad | SemanticVad): object {
  const { type, ...given } = renamed(detection, String)
  return type === 'semantic_vad'
    ? { type, eagerness: 'auto', ...SWITCHES, ...given }
    : { type, ...VAD_DEFAULTS, ...SWITCHES, ...given }
}

/** All but `raw`. */
export type Said = Exclude<SettingName, 'raw'>

/** Where each setting stands on the wire. */
const ROWS: { readonly [K in Said]: Row<SessionSettings[K]> } = {
  instructions: { at: 'instructions', read: text },
  voice: { at: 'audio.output.voice', read: (wire) => (isFields(wire) ? wire : text(wire)) },
  temperature: { at: 'temperature', read: number },
  output: {
    at: 'output_modalities',
    say: (value) => [value],
    read: (wire) => (Array.isArray(wire) ? (wire.includes('audio') ? 'audio' : 'text') : undefined),
  },
  turnDetection: {
    at: 'audio.input.turn_detection',
    say: (value) => snake(wholeDetection(value)),
    // Azure's own kinds decide by sound and silence, and have the same numbers.
    read: orNull(({ type, ...wire }) => ({
      ...renamed(wire, camelName),
      type: type === 'semantic_vad' ? type : 'server_vad',
    })),
  },
  inputTranscription: {
    at: 'audio.input.transcription',
    say: snake,
    read: orNull((wire) => {
      const { model, ...rest } = renamed(wire, camelName)
      return typeof model === 'string' ? { model, ...rest } : undefined
    }),
  },
  noiseReduction: {
    at: 'audio.input.noise_reduction',
    say: (value) => (typeof value === 'string' ? { type: value } : snake(value)),
    read: orNull(({ type, strength }) => {
      const known = NOISE_FILTERS.find((name) => name === type)
      return known && typeof strength === 'number' ? { type: known, strength } : known
    }),
  },
  inputFormat: { at: 'audio.input.format', ...format },
  outputFormat: { at: 'audio.output.format', ...format },
  speed: { at: 'audio.output.speed', read: number },
  maxOutputTokens: {
    at: 'max_output_tokens',
    read: (wire) => (wire === 'inf' ? wire : number(wire)),
  },
  toolChoice: {
    at: 'tool_choice',
    read: (wire) =>
      isFields(wire) && typeof wire['name'] === 'string'
        ? { type: 'function', name: wire['name'] }
        : (['auto', 'none', 'required'] as const).find((word) => word === wire),
  },
}

const isSaid = (name: string): name is Said => Object.hasOwn(ROWS, name)
/** Those with a place of their own on the wire. */
export const SAID: readonly Said[] = Object.keys(ROWS).filter(isSaid)
export const SETTING_NAMES: readonly SettingName[] = [...SAID, 'raw']

/** Its place in GA's session object: `audio.output.voice`. */
export const wirePlace = (name: Said): string => ROWS[name].at

const nest = ([field = '', ...inner]: readonly string[], word: unknown): Fields => ({
  [field]: inner.length > 0 ? nest(inner, word) : word,
})

/** @param absent - Names such as `turnDetection.idleTimeoutMs`. */
const without = (name: string, word: unknown, absent: readonly string[]): unknown =>
  isFields(word)
    ? Object.fromEntries(
        Object.entries(word).filter(([field]) => !absent.includes(`${name}.${camelName(field)}`)),
      )
    : word

const isGiven = <V>(value: V): value is NonNullable<V> => value !== null && value !== undefined

/** One setting at its place; nothing when it is not given. */
function said<K extends Said>(
  name: K,
  value: SessionSettings[K],
  absent: readonly string[],
): Fields {
  const { at, say }: Row<SessionSettings[K]> = ROWS[name]
  if (value === undefined || absent.includes(name)) return {}
  const word = say && isGiven(value) ? say(value) : value
  return nest(at.split('.'), without(name, word, absent))
}

/**
 * The settings in GA spelling. Only what is given is in it; `type` always is, because GA refuses an update without it.
 *
 * @param absent - What the service does not have, such as `temperature` or `turnDetection.idleTimeoutMs`.
 */
export const toWire = (settings: SessionSettings, absent: readonly string[] = []): WireSession =>
  [...SAID.map((name) => said(name, settings[name], absent)), settings.raw ?? {}].reduce(merged, {
    type: 'realtime',
  })

/** @param at - Such as `turnDetection.threshold`. */
export const valueAt = (fields: unknown, at: string): unknown =>
  at.split('.').reduce((inner, field) => (isFields(inner) ? inner[field] : undefined), fields)

/** What the service says is in force, in our words. What it leaves out keeps the value in `before`. */
export const fromWire = (session: WireSession, before: SessionSettings): SessionSettings =>
  SAID.reduce((all, name) => {
    const value = ROWS[name].read(valueAt(session, ROWS[name].at))
    return value === undefined ? all : { ...all, [name]: value }
  }, before)
