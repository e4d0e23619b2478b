import { act, render } from '@testing-library/react'
import { StrictMode } from 'react'
import { expect, it, vi } from 'vitest'
import type { UseRealtimeSessionResult, VoiceChatState } from '../../src/hooks/results.ts'
import { useLifetime } from '../../src/hooks/useLifetime.ts'
import { useRealtimeSession } from '../../src/hooks/useRealtimeSession.ts'
import { useVoiceChat } from '../../src/hooks/useVoiceChat.ts'
import { local } from '../../src/protocol/endpoint.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'
import { created, sound, started } from '../support/scene.ts'

const endpoint = local({ url: 'ws://localhost:4400' })
/** And the fade. */
const HEARD_MS = 500 + 5
const words = {
  type: 'response.output_audio_transcript.delta',
  item_id: 'A',
  response_id: 'r1',
  content_index: 0,
  delta: 'one two three four five six seven eight',
}
const tasks = () => act(() => new Promise<void>((resolve) => setTimeout(resolve, 5)))

interface Devices {
  readonly microphone: SampledMicrophone
  readonly player: ClockedPlayer
}

/** A conversation in mid-answer, half a second of which was heard. */
async function answering(prepare: (devices: Devices) => Promise<unknown> = () => tasks()) {
  const line = scriptedLine({ autoAccept: true })
  const devices = { microphone: new SampledMicrophone(), player: new ClockedPlayer() }
  const { microphone, player } = devices
  const seen: { voice?: UseRealtimeSessionResult } = {}
  const App = () => {
    // In the order of a voice chat: what is mounted first hears first that the page is left.
    useLifetime(() => microphone.stop())
    useLifetime(() => player.stop())
    seen.voice = useRealtimeSession({ endpoint, transport: line.transport, ...devices })
    return null
  }
  const { unmount } = render(<App />, { wrapper: StrictMode })
  await act(async () => {
    await prepare(devices)
    await seen.voice?.connect()
  })
  act(() => line.say(created('r1'), words, { ...sound('A', 'r1'), delta: 'A'.repeat(64_000) }))
  act(() => player.advance(500))
  const snapshot = () => seen.voice?.session.getSnapshot()
  return {
    unmount,
    line,
    connection: () => snapshot()?.connection.status,
    open: () => [microphone.state.get().status, player.state.get().status],
    heardMs: () => snapshot()?.conversation.items.find(({ id }) => id === 'A')?.heardMs,
  }
}

const leavings: [string, () => unknown][] = [
  ['left', () => window.dispatchEvent(new Event('pagehide'))],
  ['frozen', () => document.dispatchEvent(new Event('freeze'))],
]

it.each(leavings)(
  'knows how much was heard of the answer when the page is %s, and has let go of the devices',
  async (_how, leave) => {
    const { connection, open, heardMs } = await answering()
    expect(open()).toEqual(['live', 'running'])
    act(() => void leave())
    expect(open()).toEqual(['off', 'off'])
    expect(connection()).toBe('closed')
    // No task comes after that in a page that is gone.
    await act(() => Promise.resolve())
    expect(heardMs()).toBe(HEARD_MS)
  },
)

it.each(leavings)(
  'lets go also of devices that the app had opened itself when the page is %s',
  async (_how, leave) => {
    const { open, heardMs } = await answering(({ microphone, player }) =>
      Promise.all([microphone.start(), player.start()]),
    )
    act(() => void leave())
    expect(open()).toEqual(['off', 'off'])
    await act(() => Promise.resolve())
    expect(heardMs()).toBe(HEARD_MS)
  },
)

it.each(leavings)(
  'tells the service nothing more of the user when the page is %s',
  async (_how, leave) => {
    const { line } = await answering()
    act(() => line.say(started()))
    const { length } = line.sent
    act(() => void leave())
    expect(line.sent).toHaveLength(length)
  },
)

it('knows it also when the component is gone, and ends in the next tasks', async () => {
  const { unmount, open, heardMs } = await answering()
  unmount()
  expect(open()).toEqual(['live', 'running'])
  await tasks()
  expect(open()).toEqual(['off', 'off'])
  expect(heardMs()).toBe(HEARD_MS)
})

it.each(leavings)(
  'ends a voice chat before its devices when the page is %s',
  async (_how, leave) => {
    const line = scriptedLine({ autoAccept: true })
    const seen: { voice?: VoiceChatState } = {}
    const App = () => {
      seen.voice = useVoiceChat({ endpoint, transport: line.transport })
      return null
    }
    render(<App />)
    const { voice } = seen
    await act(async () => voice?.connect())
    const at: (string | undefined)[] = []
    for (const device of [voice?.microphone.microphone, voice?.player.player])
      if (device)
        vi.spyOn(device, 'stop').mockImplementation(() =>
          at.push(voice?.session.getSnapshot().connection.status),
        )
    act(() => void leave())
    expect(at.length).toBeGreaterThanOrEqual(2)
    expect(new Set(at)).toEqual(new Set(['closed']))
  },
)
