import { WebSocketServer } from 'ws'

const DELTA_MS = 100
const DELTAS = 240

/**
 * The least that any server could do: takes the same messages, hears nothing, and sends deltas that
 * were written beforehand, on the same schedule. What it is late by, the machine and the clients are.
 */
export async function startFloor({ pace }) {
  const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  const audio = Buffer.alloc(DELTA_MS * 48, 1).toString('base64')
  const delta = JSON.stringify({
    type: 'response.output_audio.delta',
    response_id: 'r',
    delta: audio,
  })
  const event = (type) => JSON.stringify({ type, response_id: 'r' })

  sockets.on('connection', (socket) => {
    let timer = null
    const answer = () => {
      socket.send(event('response.created'))
      const startMs = performance.now()
      let sent = 0
      const next = () => {
        while (sent < DELTAS && startMs + (sent * DELTA_MS) / pace <= performance.now()) {
          socket.send(delta)
          sent++
        }
        if (sent === DELTAS) return socket.send(event('response.done'))
        timer = setTimeout(next, startMs + (sent * DELTA_MS) / pace - performance.now())
      }
      next()
    }
    socket.on('message', (data) => {
      const { type } = JSON.parse(data.toString())
      if (type === 'response.create') answer()
      if (type === 'session.update') socket.send(event('session.updated'))
    })
    socket.on('close', () => clearTimeout(timer))
    socket.send(event('session.created'))
  })

  await new Promise((resolve) => sockets.once('listening', resolve))
  return {
    url: `ws://127.0.0.1:${sockets.address().port}`,
    close: () => new Promise((resolve) => sockets.close(resolve)),
  }
}
