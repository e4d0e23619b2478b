type Listener = (value?: unknown) => void

/** As much of `IncomingMessage` as is used: that of `node:http`, `node:https`, `node:http2` or Express. */
export interface IncomingLike {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly readableEnded: boolean
  on(event: string, listener: Listener): unknown
  pause(): unknown
  resume(): unknown
}

/** As much of `ServerResponse` as is used. */
export interface OutgoingLike {
  statusCode: number
  setHeader(name: string, value: string | readonly string[]): unknown
  end(body?: Uint8Array): unknown
  destroy(): unknown
}

/** What is there of a body, as it comes. Who cancels leaves the rest to Node, which can then still send the answer. */
function bodyOf(incoming: IncomingLike): BodyInit {
  // A parser that ran before has taken the bytes, and left what it read.
  if (incoming.readableEnded)
    return JSON.stringify('body' in incoming ? (incoming.body ?? null) : null)
  let isOver = false
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const finish = (end: () => void) => () => {
        if (!isOver) end()
        isOver = true
      }
      const cut = finish(() => controller.error(new Error('The request was cut.')))
      incoming.on('data', (part) => {
        if (isOver || !(part instanceof Uint8Array)) return
        controller.enqueue(part)
        incoming.pause()
      })
      incoming.on(
        'end',
        finish(() => controller.close()),
      )
      incoming.on('error', cut)
      incoming.on('close', cut)
      incoming.pause()
    },
    pull: () => void incoming.resume(),
    cancel: () => void (isOver = true),
  })
}

function requestOf(incoming: IncomingLike): Request {
  const { method = 'GET', headers } = incoming
  const host = String(headers['host'] ?? headers[':authority'] ?? '')
  // Express cuts the place where a handler is mounted off `url`.
  const path = String('originalUrl' in incoming ? incoming.originalUrl : incoming.url)
  // Joined carelessly, a path can become a part of the host.
  if (!/^[\w.:[\]-]+$/.test(host) || !path.startsWith('/')) throw new TypeError('Invalid address')
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || name.startsWith(':') ? [] : [[name, [value].flat().join(', ')]],
  )
  return new Request(`http://${host}${path}`, {
    method,
    headers: given,
    ...(method !== 'GET' && method !== 'HEAD' && { body: bodyOf(incoming), duplex: 'half' }),
  })
}

const refused = (): Response =>
  Response.json(
    { error: { code: 'request_invalid', message: 'This is no request that can be answered.' } },
    { status: 400, headers: { 'Cache-Control': 'no-store' } },
  )

async function send(response: Response, outgoing: OutgoingLike): Promise<void> {
  const body = new Uint8Array(await response.arrayBuffer())
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) outgoing.setHeader(name, value)
  // They alone must not be joined.
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies)
  outgoing.end(body)
}

/**
 * A handler for `node:http`, Express and their like.
 *
 * What a stranger sends never throws here: a method or a Host that no `Request` can have is answered with 400. A body
 * may have been read before, by `express.json()`.
 *
 * ```ts
 * createServer(toNodeListener(handler)).listen(3001)
 * app.all('/api/realtime/token', toNodeListener(handler))
 * ```
 */
export function toNodeListener(
  handler: (request: Request) => Promise<Response>,
): (incoming: IncomingLike, outgoing: OutgoingLike) => void {
  const answer = async (incoming: IncomingLike): Promise<Response> => {
    let request: Request
    try {
      request = requestOf(incoming)
    } catch {
      return refused()
    }
    return handler(request)
  }
  return (incoming, outgoing) => {
    answer(incoming)
      .then((response) => send(response, outgoing))
      // Nothing can be told any more, and nobody else would end the line.
      .catch(() => outgoing.destroy())
  }
}
