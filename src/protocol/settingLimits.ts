import type { Endpoint } from './endpoint.ts'

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
