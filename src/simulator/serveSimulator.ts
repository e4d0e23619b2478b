import { PageLine } from './PageLine.ts'
import type { ToSimulator } from './pageMessages.ts'

/** The job of a Worker: one simulated session over a port, until the other side lets go of it. */
export function serveSimulator(port: MessagePort): void {
  let line: PageLine | null = null
  port.onmessage = ({ data }: MessageEvent<ToSimulator>) => {
    if (data.type === 'frame') return line?.receive(data.text)
    if (data.type === 'spoken') return line?.hear(data)
    line = new PageLine({ ...data, post: (message) => port.postMessage(message) })
  }
  port.addEventListener('close', () => line?.close())
}
