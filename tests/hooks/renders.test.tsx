import { act, render, renderHook, screen } from '@testing-library/react'
import { StrictMode, useEffect } from 'react'
import { expect, it, vi } from 'vitest'
import { useConversation } from '../../src/hooks/useConversation.ts'
import { useRealtimeSession } from '../../src/hooks/useRealtimeSession.ts'
import { useRealtimeState } from '../../src/hooks/useRealtimeState.ts'
import { local } from '../../src/protocol/endpoint.ts'
import type { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'

const endpoint = local({ url: 'ws://localhost:4400' })
const tick = () => act(() => new Promise<void>((resolve) => setTimeout(resolve, 0)))
const frames = (ms: number) => act(() => new Promise<void>((resolve) => setTimeout(resolve, ms)))

const delta = (delta: string) => ({
  type: 'response.output_audio.delta',
  response_id: 'r1',
  item_id: 'a1',
  content_index: 0,
  delta,
})

async function connectedHook() {
  const line = scriptedLine()
  const player = new ClockedPlayer()
  let renders = 0
  const hook = renderHook(() => {
    renders++
    return useRealtimeSession({ endpoint, transport: line.transport, player })
  })
  act(() => void hook.result.current.connect())
  await tick()
  act(() => line.accept())
  act(() => line.say({ type: 'response.created', response: { id: 'r1' } }))
  act(() => line.say(delta('AAAA')))
  return { line, player, hook, renders: () => renders }
}

it('takes 1,000 deltas of audio with no render', async () => {
  const { line, hook, renders } = await connectedHook()
  expect(hook.result.current.modelStatus).toBe('thinking')
  const before = renders()
  for (let i = 0; i < 1000; i++) act(() => line.say(delta('AAAA')))
  await frames(40)
  expect(renders()).toBe(before)
})

it('renders the words at most once a frame, and only where they are shown', async () => {
  const { line, hook, renders } = await connectedHook()
  let shown = 0
  const Transcript = ({ session }: { session: RealtimeSession }) => {
    shown++
    return (
      <p>
        {useConversation(session)
          .items.map((item) => item.text)
          .join('')}
      </p>
    )
  }
  render(<Transcript session={hook.result.current.session} />)
  const before = { hook: renders(), shown }
  act(() => {
    for (let i = 0; i < 500; i++)
      line.say({
        type: 'response.output_audio_transcript.delta',
        response_id: 'r1',
        item_id: 'a1',
        content_index: 0,
        delta: 'la ',
      })
  })
  await frames(40)
  expect(screen.getByText(/^la la/).textContent).toHaveLength(1500)
  expect(shown - before.shown).toBe(1)
  expect(renders()).toBe(before.hook)
})

it('gives a selector that builds an object one render for one change', async () => {
  const { line, hook } = await connectedHook()
  let renders = 0
  const state = renderHook(() => {
    renders++
    return useRealtimeState(hook.result.current.session, ({ modelStatus, conversation }) => ({
      modelStatus,
      count: conversation.items.length,
    }))
  })
  const before = renders
  for (let i = 0; i < 20; i++) act(() => line.say({ type: 'rate_limits.updated', rate_limits: [] }))
  expect(renders).toBe(before)
  act(() =>
    line.say({ type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 }),
  )
  expect(state.result.current).toEqual({ modelStatus: 'listening', count: 1 })
  expect(renders).toBe(before + 1)
})

it.each(['an effect', 'a click'])(
  'opens one line and one microphone in StrictMode, started from %s',
  async (from) => {
    const line = scriptedLine({ autoAccept: true })
    const microphone = new SampledMicrophone()
    const start = vi.spyOn(microphone, 'start')
    let status = ''
    const App = () => {
      const voice = useRealtimeSession({ endpoint, transport: line.transport, microphone })
      const { connect } = voice
      status = voice.connection.status
      useEffect(() => {
        if (from === 'an effect') void connect()
      }, [connect])
      return <button onClick={() => void connect()}>Start</button>
    }
    const { unmount } = render(
      <StrictMode>
        <App />
      </StrictMode>,
    )
    await tick()
    if (from === 'a click') act(() => screen.getByRole('button').click())
    await frames(10)
    expect(status).toBe('connected')
    expect(line.opened()).toBe(1)
    expect(start).toHaveBeenCalledTimes(1)
    unmount()
    await frames(10)
    expect(microphone.state.get().status).toBe('off')
  },
)

it('sends a changed setting once, and nothing when only the object is new', async () => {
  const line = scriptedLine({ autoAccept: true })
  const hook = renderHook(
    ({ threshold }) =>
      useRealtimeSession({
        endpoint: local({ url: 'ws://localhost:4400' }),
        transport: line.transport,
        settings: { turnDetection: { type: 'server_vad', threshold } },
        onError: () => {},
      }),
    { initialProps: { threshold: 0.5 } },
  )
  act(() => void hook.result.current.connect())
  await frames(5)
  const updates = () => line.sent.filter((event) => event.type === 'session.update')
  expect(updates()).toHaveLength(1)
  for (let i = 0; i < 5; i++) hook.rerender({ threshold: 0.5 })
  expect(updates()).toHaveLength(1)
  hook.rerender({ threshold: 0.7 })
  expect(updates()).toHaveLength(2)
  expect(updates()[1]).toMatchObject({
    session: { audio: { input: { turn_detection: { threshold: 0.7 } } } },
  })
  expect(line.opened()).toBe(1)
})
