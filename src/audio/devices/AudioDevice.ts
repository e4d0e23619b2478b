/** A microphone or a loudspeaker, as the browser lists it. */
export interface AudioDevice {
  readonly id: string
  /** What a person calls it. Never empty. */
  readonly label: string
}
