import { findProgram } from './programs.mjs'

const COMMANDS = ['pulseaudio', 'pactl', 'pacat']

/**
 * The audio system that tests start for themselves, private to each of them.
 *
 * @type {import('./programs.mjs').Program}
 */
export const PULSE = {
  name: 'PulseAudio',
  packages: ['pulseaudio', 'pulseaudio-utils'],
  find: () => {
    const found = COMMANDS.map((command) => findProgram({ commands: [command] }))
    return found.includes(undefined) ? undefined : found[0]
  },
}
