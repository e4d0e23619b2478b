import { local } from '../../src/index.ts'
import { simulator, renderedVoice } from '../../src/simulator/index.ts'

export const BRAINS = ['parrot', 'listener', 'interviewer', 'longTalker', 'failing'] as const
export type BrainName = (typeof BRAINS)[number]

/** Where the simulator of `npm start` listens; Storybook hands the variable to the page. A page that was built has none. */
function serverUrl(): string | null {
  const given: unknown = import.meta.env['STORYBOOK_SIMULATOR_URL']
  return typeof given === 'string' && given !== '' ? given : null
}

const PROBE_MS = 1000

/** Whether a realtime server answers there. The probe is a line that is hung up at once. */
function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url)
    const settle = (isThere: boolean) => {
      clearTimeout(timer)
      socket.close()
      resolve(isThere)
    }
    const timer = setTimeout(() => settle(false), PROBE_MS)
    socket.addEventListener('open', () => settle(true))
    socket.addEventListener('error', () => settle(false))
  })
}

/**
 * Whom one talks to in the playground: the simulator of `npm start`, or, without it, the same simulator in this page.
 *
 * @param onUnspoken - Told when the one in the page has no sound for its words, and why.
 */
export async function findPartner(brain: BrainName, onUnspoken: (why: string) => void) {
  const server = serverUrl()
  const url = `${server ?? ''}/v1/realtime?model=gpt-realtime&brain=${brain}`
  if (server !== null && (await answers(url)))
    return { place: 'server', endpoint: local({ url }) } as const
  const voice = renderedVoice({ url: 'lines/', log: onUnspoken })
  return { place: 'page', endpoint: simulator({ brain, voice }) } as const
}
