import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { httpRoutes, type Route } from '../../src/simulator/node/httpRoutes.ts'

const servers: ReturnType<typeof createServer>[] = []
afterEach(() => servers.splice(0).forEach((server) => server.close()))

async function serving(route: Route) {
  const logged: string[] = []
  const options = { origins: [], log: (line: string) => logged.push(line) }
  const server = createServer(httpRoutes({ 'GET /it': route }, options))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const status = await new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: '/it' }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .once('error', reject)
      .end()
  })
  return { status, logged }
}

it('an answer that cannot be written is a failure that is told, and the server stands', async () => {
  const loop: Record<string, unknown> = {}
  loop['again'] = loop
  const { status, logged } = await serving(() => loop)
  expect(status).toBe(500)
  expect(logged).toEqual([expect.stringContaining('circular')])
})
