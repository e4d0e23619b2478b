import { connect, type AddressInfo } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { selfSigned } from '../../src/simulator/node/selfSigned.ts'

const HEAD_ENDS = '\r\n\r\n'

/** The first bytes of a request, up to where its headers end. */
async function headOf(socket: TLSSocket): Promise<{ head: string; rest: Buffer }> {
  const parts: Buffer[] = []
  for (;;) {
    const part: unknown =
      socket.read() ??
      (await new Promise((resolve) => socket.once('readable', () => resolve(null))))
    if (!(part instanceof Buffer)) continue
    parts.push(part)
    const all = Buffer.concat(parts)
    const end = all.indexOf(HEAD_ENDS)
    if (end >= 0) return { head: all.toString('latin1', 0, end), rest: all.subarray(end) }
  }
}

/**
 * Lets a simulator, which answers to names of this machine only, stand in for a host elsewhere: TLS in front, and the
 * Host header changed. For a browser that was told to look for that host here.
 */
export async function namedHost(simulatorPort: number) {
  const sockets = new Set<TLSSocket>()
  const server = createServer(selfSigned(), (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    void headOf(socket).then(({ head, rest }) => {
      const line = connect(simulatorPort, '127.0.0.1')
      line.on('error', () => socket.destroy())
      line.write(head.replace(/^Host: .*$/im, 'Host: localhost'))
      line.write(rest)
      line.pipe(socket).pipe(line)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  return { port, close }
}
