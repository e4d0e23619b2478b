import type { Endpoint } from './endpoint.ts'
import type { SessionSettings } from './SessionSettings.ts'
import { valueAt } from './settings.ts'

export type Service = Pick<Endpoint, 'provider' | 'dialect'>

export interface Limits {
  readonly min: number
  readonly max: number
}

/** What numbers may be, by the services' documents. Milliseconds and tokens are whole. */
export const SETTING_LIMITS = {
  'turnDetection.threshold': { min: 0, max: 1 },
  'turnDetection.prefixPaddingMs': { min: 0, max: Infinity },
  'turnDetection.silenceDurationMs': { min: 0, max: Infinity },
  'turnDetection.idleTimeoutMs': { min: 5000, max: 30_000 },
  'noiseReduction.strength': { min: 0, max: 1 },
  speed: { min: 0.25, max: 1.5 },
  maxOutputTokens: { min: 1, max: 4096 },
} as const satisfies Readonly<Record<string, Limits>>

const TEMPERATURES: Readonly<Partial<Record<Endpoint['provider'], Limits & { default: number }>>> =
  {
    azure: { min: 0.6, max: 1.2, default: 0.8 },
    'voice-live': { min: 0, max: 1, default: 0.7 },
  }

/** `null` where there is no temperature, or nobody knows its limits: a server of one's own may be any service. */
export const temperatureOf = ({
  provider,
  dialect,
}: Service): (typeof TEMPERATURES)['azure'] | null =>
  (dialect === 'GA' ? null : TEMPERATURES[provider]) ?? null

/** Settings, and fields of them, that a service does not have. What its older versions lack, their codec leaves out. */
export const absentIn = ({ dialect }: Service): readonly string[] =>
  dialect === 'GA' ? ['temperature'] : ['turnDetection.idleTimeoutMs', 'noiseReduction.strength']

/** A value that cannot be right, and why, in a sentence. */
export interface SettingProblem {
  readonly setting: string
  readonly reason: string
}

/** What of the settings no service would take. Names and words are left to the service, which knows more of them. */
export function settingProblems(
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
        : value === undefined || value === null || value === 'inf'
    if (isRight) return []
    const kind = isWhole ? 'a whole number' : 'a number'
    const range = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`
    return { setting, reason: `it takes ${kind} ${range}, not ${String(value)}.` }
  })
}
