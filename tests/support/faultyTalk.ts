import { vi } from 'vitest'
import { WebSocket } from 'ws'
import { local } from '../../src/protocol/endpoint.ts'
// Loaded before the clock is held: the first `connect()` would wait for the disk.
import '../../src/session/reduce.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import type { ModelStatus } from '../../src/session/turn.ts'
import { startSimulator } from '../../src/simulator/node/index.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { websocket } from '../../src/transport/websocket.ts'

export type FaultyTalk = Awaited<ReturnType<typeof faultyTalk>>

const STEP_MS = 50
/** No test waits longer for a status. */
const LONGEST_MS = 60_000

/** What comes over the socket needs turns of the real event loop, which no fake clock gives. */
async function socketTurns(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/**
 * A session and a simulator with a fault between them, over a real WebSocket and on one clock that the test moves:
 * `vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })` first.
 */
export async function faultyTalk(fault: string) {
  const simulator = await startSimulator({ voice: null, faults: [fault] })
  const player = new ClockedPlayer()
  const microphone = new SampledMicrophone()
  const codes: string[] = []
  const session = new RealtimeSession({
    endpoint: local({ url: simulator.url }),
    transport: websocket({ WebSocket }),
    player,
    microphone,
    settings: { turnDetection: null, inputTranscription: { model: 'whisper-1' } },
    onError: (error) => codes.push(error.code),
  })
  const items = () => session.getSnapshot().conversation.items
  const model = () => session.getSnapshot().modelStatus

  const pass = async (ms: number) => {
    for (let passedMs = 0; passedMs < ms; passedMs += STEP_MS) {
      await vi.advanceTimersByTimeAsync(STEP_MS)
      player.advance(STEP_MS)
      await socketTurns()
    }
  }

  return {
    simulator,
    session,
    items,
    model,
    pass,
    codes: () => codes,
    connection: () => session.getSnapshot().connection.status,
    /** Rejects as `connect()` does. */
    connected: async () => {
      const connecting = session.connect()
      while (session.getSnapshot().connection.status === 'connecting') await pass(STEP_MS)
      await connecting
    },
    /** @returns How long it took, in milliseconds. */
    until: async (wanted: ModelStatus): Promise<number> => {
      let tookMs = 0
      while (model() !== wanted) {
        if (tookMs > LONGEST_MS) throw new Error(`still ${model()}, and not ${wanted}`)
        await pass(STEP_MS)
        tookMs += STEP_MS
      }
      return tookMs
    },
    /** With the talk button: half a second of sound. */
    speak: async () => {
      session.startTurn()
      microphone.speak(new Int16Array(12_000).fill(3000))
      await pass(500)
      session.endTurn()
      await pass(STEP_MS)
    },
    /** Role and status of each item, and what its problem is. */
    shown: () =>
      items().map(({ role, status, problem }) =>
        problem ? `${role} ${status} ${problem.code}` : `${role} ${status}`,
      ),
    /** How much of all that was rendered is no silence. */
    heardMs: () => Math.round(player.rendered().filter((sample) => sample !== 0).length / 24),
    end: async () => {
      session.disconnect()
      const closed = simulator.close()
      await pass(100)
      await closed
    },
  }
}
