import { PageLine } from './PageLine.ts'
import type { FromSimulator, ToSimulator } from './pageMessages.ts'

/** How a service ends a line after a defect of its own. */
const INTERNAL_ERROR = 1011

/** The job of a Worker: one simulated session over a port, until the other side lets go of it. */
export function serveSimulator(port: MessagePort): void {
  const post = (message: FromSimulator) => port.postMessage(message)
  let line: PageLine | null = null
  const hear = (data: ToSimulator) => {
    if (data.type === 'frame') return line?.receive(data.text)
    if (data.type === 'spoken') return line?.hear(data)
    line = new PageLine({ ...data, post })
  }
  port.onmessage = ({ data }: MessageEvent<ToSimulator>) => {
    try {
      hear(data)
    } catch (error) {
      // Nobody in the page hears of what is thrown in a Worker.
      const why = error instanceof Error ? error.message : String(error)
      post({ type: 'log', line: `The simulator failed: ${why}` })
      line?.close()
      post({ type: 'closed', code: INTERNAL_ERROR, reason: 'The simulator failed.' })
    }
  }
  port.addEventListener('close', () => line?.close())
}
