import { WebSocketServer } from 'ws'

const ANSWER_MS = 600
const PACE = 4

/** Answers of 600 ms at four times real time, in deltas as long as they are asked for, each with the moment of its send. */
export async function startAnswers() {
  const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  sockets.on('connection', (socket) => {
    const send = (event) => socket.send(JSON.stringify({ ...event, time: performance.now() }))
    function answer(deltaMs) {
      const pcm = Int16Array.from({ length: deltaMs * 24 }, (_, i) => 1 + ((i * 37) % 9000))
      const delta = Buffer.from(pcm.buffer).toString('base64')
      const startMs = performance.now()
      const next = (sentMs) => {
        if (sentMs >= ANSWER_MS) return send({ type: 'end' })
        send({ type: 'delta', delta })
        const dueMs = startMs + (sentMs + deltaMs) / PACE
        setTimeout(next, dueMs - performance.now(), sentMs + deltaMs)
      }
      next(0)
    }
    socket.on('message', (data) => {
      const { type, deltaMs } = JSON.parse(data.toString())
      if (type === 'answer') answer(deltaMs)
      else send({ type: 'time' })
    })
  })
  await new Promise((resolve) => sockets.once('listening', resolve))
  return {
    url: `ws://127.0.0.1:${sockets.address().port}`,
    close: () => new Promise((resolve) => sockets.close(resolve)),
  }
}
