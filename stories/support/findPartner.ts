import { local } from '../../src/index.ts'
import { simulator } from '../../src/simulator/index.ts'

export const BRAINS = ['parrot', 'listener', 'longTalker'] as const
export type BrainName = (typeof BRAINS)[number]

/** Where the simulator of `npm start` listens; Storybook hands the variable to the page. */
function serverUrl(): string {
  const given: unknown = import.meta.env['STORYBOOK_SIMULATOR_URL']
  return typeof given === 'string' && given !== '' ? given : 'ws://localhost:4400'
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

/** Whom one talks to in the playground: the simulator of `npm start`, or, without it, the same simulator in this page. */
export async function findPartner(brain: BrainName) {
  const url = `${serverUrl()}/v1/realtime?brain=${brain}`
  return (await answers(url))
    ? ({ place: 'server', endpoint: local({ url }) } as const)
    : ({ place: 'page', endpoint: simulator({ brain }) } as const)
}
