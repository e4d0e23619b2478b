/** A flite voice and how it is changed. */
export interface FliteVoiceSettings {
  readonly name: 'slt' | 'rms' | 'awb'
  /** Mean pitch. `rms` ignores it, so those differ by pace. */
  readonly pitchHz?: number
  /** Pace: over 1 is slower. */
  readonly stretch: number
}

/** flite has three good voices; pitch and pace make ten of them, so that choosing a voice is audible. */
const VOICES: Readonly<Record<string, FliteVoiceSettings>> = {
  alloy: { name: 'slt', stretch: 1 },
  ash: { name: 'rms', stretch: 0.92 },
  ballad: { name: 'awb', pitchHz: 120, stretch: 1.12 },
  coral: { name: 'slt', pitchHz: 200, stretch: 0.95 },
  echo: { name: 'awb', pitchHz: 100, stretch: 1 },
  sage: { name: 'slt', pitchHz: 145, stretch: 1.08 },
  shimmer: { name: 'slt', pitchHz: 230, stretch: 1 },
  verse: { name: 'awb', pitchHz: 140, stretch: 0.95 },
  marin: { name: 'slt', pitchHz: 180, stretch: 1.04 },
  cedar: { name: 'rms', stretch: 1.05 },
}

/** Any other name (a custom or an Azure voice) always gets the same one of the ten. */
export function voiceFor(name: string): FliteVoiceSettings {
  const known = VOICES[name.toLowerCase()]
  if (known && Object.hasOwn(VOICES, name.toLowerCase())) return known
  const all = Object.values(VOICES)
  let sum = 0
  for (const letter of name) sum = (sum * 31 + letter.charCodeAt(0)) % 9973
  return all[sum % all.length]!
}
