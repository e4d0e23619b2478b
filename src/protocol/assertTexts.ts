import { invalidEndpoint } from './invalidEndpoint.ts'

/** What types do not hold off: options from JavaScript, or read from a file. @throws {@link VoiceError} `endpoint_invalid` */
export function assertTexts<T extends object>(
  options: T,
  names: readonly (keyof T & string)[],
): void {
  const given: unknown = options
  if (typeof given !== 'object' || given === null) throw invalidEndpoint('its options are missing')
  for (const name of names)
    if (options[name] !== undefined && typeof options[name] !== 'string')
      throw invalidEndpoint(`its ${name} is not a text`)
}
