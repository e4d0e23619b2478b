import { openPlayer } from './players.mjs'
import { wait } from './tap.mjs'

const next = (socket) =>
  new Promise((resolve) => {
    socket.onmessage = ({ data }) => resolve(JSON.parse(data))
  })

/** How far the server's clock is ahead of this page's: by the quickest of some questions. */
async function clockAhead(socket) {
  let quickest = Infinity
  let ahead = 0
  for (let i = 0; i < 30; i++) {
    const at = performance.now()
    socket.send('{"type":"time"}')
    const { time } = await next(socket)
    const took = performance.now() - at
    if (took < quickest) {
      quickest = took
      ahead = time - (at + took / 2)
    }
  }
  return { ahead, tripMs: quickest / 2 }
}

/** From the server's send to the first sample that was rendered, answer after answer. */
export async function firstSound({ name, url, answers, deltaMs }, taps) {
  const player = await openPlayer(name, taps)
  const socket = new WebSocket(url)
  await new Promise((resolve, reject) =>
    Object.assign(socket, { onopen: resolve, onerror: reject }),
  )
  const { ahead, tripMs } = await clockAhead(socket)
  const found = []
  for (let answer = 0; answer < answers; answer++) {
    let sentMs = 0
    let handlerMs = 0
    let deltas = 0
    socket.onmessage = ({ data }) => {
      const at = performance.now()
      const { type, delta, time } = JSON.parse(data)
      if (type === 'end') return player.end(`answer ${answer}`)
      player.receive(`answer ${answer}`, delta)
      handlerMs += performance.now() - at
      if (deltas++ === 0) sentMs = time - ahead
    }
    const sound = player.tap.nextSound()
    // Anywhere in a render batch, as answers come.
    await wait(300 + Math.random() * 20)
    socket.send(JSON.stringify({ type: 'answer', deltaMs }))
    const heardMs = await sound
    await wait(900)
    found.push({ waitMs: heardMs - sentMs, handlerUs: (handlerMs / deltas) * 1000 })
  }
  socket.close()
  const batchMs = player.tap.context.baseLatency * 1000
  await player.close()
  return found.map((one) => ({ ...one, batchMs, tripMs }))
}
