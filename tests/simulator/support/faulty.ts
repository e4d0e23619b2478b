import type { Client } from './client.ts'
import { served } from './served.ts'
import { typed } from './simulated.ts'

const asking = (fault: string) => `/v1/realtime?model=m&fault=${encodeURIComponent(fault)}`

/** Opens a line on which something goes wrong. */
export async function faulty(fault: string, options: Parameters<typeof served>[0] = {}) {
  const server = await served(options)
  return { ...server, client: server.open(asking(fault)) }
}

export async function respond(client: Client): Promise<void> {
  await client.hear('session.created')
  client.say(typed('Hello'))
  client.say({ type: 'response.create' })
}

/** What comes from now on, JSON or not, without the checks of the other tests. */
export function raw({ socket }: Client): string[] {
  const texts: string[] = []
  socket.removeAllListeners('message')
  socket.on('message', (data: Buffer) => texts.push(data.toString()))
  return texts
}
