import { brainNamed } from './brain/brainNamed.ts'
import { scenarioBrain } from './brain/scenarioBrain.ts'
import { SimulatedSession } from './engine/SimulatedSession.ts'
import type { FromSimulator, PageSettings, ToSimulator } from './pageMessages.ts'
import { sileroEars } from './sileroEars.ts'

function brainOf({ brain, scenario }: PageSettings) {
  return scenario === null ? brainNamed(brain)() : scenarioBrain(scenario)
}

/** The job of a Worker: one simulated session over a port, until the other side lets go of it. */
export function serveSimulator(port: MessagePort): void {
  const post = (message: FromSimulator) => port.postMessage(message)
  let session: SimulatedSession | null = null
  port.onmessage = ({ data }: MessageEvent<ToSimulator>) => {
    if (data.type === 'event') return session?.receive(data.event)
    const { settings, weights } = data
    session = new SimulatedSession({
      ...settings,
      brain: brainOf(settings),
      createHearing: sileroEars(weights),
      send: (event) => post({ type: 'event', event }),
      log: (line) => post({ type: 'log', line }),
    })
    session.open()
  }
  // Ends the timers when it runs in the page itself; a Worker is ended as a whole.
  port.addEventListener('close', () => session?.close())
}
