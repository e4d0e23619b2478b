import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { toNodeListener } from '../../../src/server/index.ts'

/** Puts a function from Request to Response behind node:http. */
export async function serve(handler: (request: Request) => Promise<Response>) {
  const server = createServer(toNodeListener(handler))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
