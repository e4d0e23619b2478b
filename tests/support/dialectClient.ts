import { WebSocket } from 'ws'
import type { VoiceError } from '../../src/base/errors.ts'
import { local } from '../../src/protocol/endpoint.ts'
import type { SessionSettings } from '../../src/protocol/settings.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { tool } from '../../src/session/Tool.ts'
import type { BrainFactory } from '../../src/simulator/node/index.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { websocket } from '../../src/transport/websocket.ts'

/** The services that one conversation is held with, by what is different about each. */
export const SERVICES = [
  {
    name: 'GA',
    path: '/openai/v1/realtime?model=gpt-realtime',
    retrieves: true,
    sees: true,
    hasMetadata: true,
  },
  {
    name: 'the preview of 2024-10-01',
    path: '/openai/realtime?api-version=2024-10-01-preview&deployment=d',
    retrieves: false,
    sees: false,
    hasMetadata: false,
  },
  {
    name: 'the preview of 2025-04-01',
    path: '/openai/realtime?api-version=2025-04-01-preview&deployment=d',
    retrieves: true,
    sees: false,
    hasMetadata: true,
  },
  {
    name: 'Voice Live',
    path: '/voice-live/realtime?api-version=2026-04-10&model=gpt-realtime',
    retrieves: true,
    sees: false,
    hasMetadata: true,
  },
] as const
export type Service = (typeof SERVICES)[number]

const STORY = 'Once there was a lighthouse on a hill, far from any road. Its keeper had a dog.'

/** Calls the tool for the weather, tells a story when asked, and answers anything else in a few words. */
export const turnsBrain: BrainFactory = () => ({
  heard: () => 'Do you hear me?',
  answer: ({ input, tools }) => {
    if (input.kind === 'toolOutput') return [{ say: `So it is: ${input.output}` }]
    if (input.kind !== 'text') return [{ say: 'I hear you well.' }]
    if (input.text.includes('story')) return [{ say: STORY.repeat(4) }]
    if (input.text.includes('weather') && tools.includes('get_weather'))
      return [{ call: { name: 'get_weather', arguments: { city: 'Oslo' } } }]
    return [{ say: 'I read what you wrote.' }]
  },
})

const weather = tool({
  name: 'get_weather',
  description: 'The weather in a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  execute: ({ city }) => ({ city, celsius: 4 }),
})

/** A client of ours, all that it sends as it stands on the wire, and all that it was warned of. */
export function openClient(url: string, settings: SessionSettings = {}) {
  const frames: { readonly type: string; readonly [field: string]: unknown }[] = []
  class Tapped extends WebSocket {
    override send(data: string): void {
      frames.push(JSON.parse(data) as (typeof frames)[number])
      super.send(data)
    }
  }
  const errors: VoiceError[] = []
  const player = new ClockedPlayer()
  const microphone = new SampledMicrophone()
  const session = new RealtimeSession({
    endpoint: local({ url }),
    transport: websocket({ WebSocket: Tapped }),
    player,
    microphone,
    settings: { voice: 'alloy', ...settings },
    tools: [weather],
    onError: (error) => errors.push(error),
  })
  return { session, player, microphone, frames, errors, service: url }
}
export type Client = ReturnType<typeof openClient>

export const until = async (reached: () => boolean): Promise<void> => {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 5))
}
