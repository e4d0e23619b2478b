import type { SessionSnapshot } from '../session/SessionSnapshot.ts'

/**
 * Whether the user is kept from being heard while the answer is: `bargeIn: 'off'`.
 *
 * Known by its trace: the service was told not to be interrupted, and not by the settings of the app. Where they say so
 * too, or the service has no such switch, there is no trace, and the answer is no.
 */
export const isHalfDuplex = ({ settings, wantedSettings }: SessionSnapshot): boolean =>
  settings.turnDetection?.interruptResponse === false &&
  wantedSettings.turnDetection?.interruptResponse !== false
