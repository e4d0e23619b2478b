import { act, render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { VoiceChat } from '../../src/components/VoiceChat.tsx'
import type { UseVoiceChatOptions } from '../../src/hooks/useVoiceChat.ts'
import type { VoiceChatState } from '../../src/hooks/results.ts'
import { local } from '../../src/protocol/endpoint.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'

const line = scriptedLine({ autoAccept: true })

/** Every option there is: one that is missing here, or unknown there, does not compile. */
const all: Required<UseVoiceChatOptions> = {
  endpoint: local({ url: 'ws://localhost:4400' }),
  settings: { voice: 'marin' },
  transport: line.transport,
  requireMicrophone: false,
  tools: [],
  prices: undefined,
  answerTimeoutMs: 20_000,
  bargeIn: 'off',
  onError: () => undefined,
  onEvent: () => undefined,
  constraints: { echoCancellation: true },
  deviceId: 'headset',
  chunkMs: 20,
  prerollMs: 500,
  workletUrl: '/worklet.js',
  workerUrl: '/worker.js',
  jitterMs: 100,
  outputRoute: 'element',
}

it('<VoiceChat> takes every option of useVoiceChat, and writes none of them into the page', async () => {
  let voice: VoiceChatState | undefined
  render(
    <VoiceChat {...all} data-testid="chat">
      {(given) => {
        voice = given
        return null
      }}
    </VoiceChat>,
  )
  const written = screen.getByTestId('chat').getAttributeNames()
  expect(written.filter((name) => !/^(data-|aria-)/.test(name))).toEqual([])
  expect(voice?.microphone.microphone.workerUrl).toBe('/worker.js')
  expect(voice?.microphone.deviceId).toBe('headset')
  await act(async () => voice?.connect())
  // Half duplex is agreed upon with the service.
  expect(JSON.stringify(line.sent)).toContain('"interrupt_response":false')
})
