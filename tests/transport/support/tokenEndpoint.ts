import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TokenAnswer {
  readonly status?: number
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

interface Asked {
  readonly method: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return JSON.parse(text)
}

/** A token endpoint that answers as it is told; `null` never answers. */
export async function tokenEndpoint(answer: TokenAnswer | null) {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      asked.push({ method: request.method, headers: request.headers, body })
      if (answer === null) return
      const { status = 200, headers = {} } = answer
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
      response.end(answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    asked,
    tokenUrl: `http://127.0.0.1:${port}/token`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
