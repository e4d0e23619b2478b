import { expect, it } from 'vitest'
import { dialectFor } from '../../src/simulator/dialects/dialectFor.ts'

it.each([
  ['/v1/realtime', null, 'GA'],
  ['/openai/v1/realtime', null, 'GA'],
  ['/openai/realtime', '2024-10-01-preview', 'preview 2024-10'],
  ['/openai/realtime', '2025-04-01-preview', 'preview'],
  ['/openai/realtime', null, 'preview'],
  ['/voice-live/realtime', '2026-07-15', 'Voice Live'],
  ['/voice-live/realtime', null, 'Voice Live'],
])('%s with api-version %s speaks %s', (path, version, name) => {
  expect(dialectFor(path, version)?.name).toBe(name)
})

it.each(['/', '/realtime', '/v1/realtime/', '/openai/v2/realtime', ''])(
  'nobody speaks at %j',
  (path) => {
    expect(dialectFor(path, null)).toBeNull()
  },
)
