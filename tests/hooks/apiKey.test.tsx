import { act, renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useRealtimeSession } from '../../src/hooks/useRealtimeSession.ts'
import { openai } from '../../src/protocol/endpoint.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'

it.each([
  [false, 'api_key_in_browser', 0],
  [true, undefined, 1],
])('an API key in a page, allowed: %s', async (dangerouslyAllowApiKeyInBrowser, code, opened) => {
  const line = scriptedLine({ autoAccept: true })
  const endpoint = openai({ model: 'm', apiKey: 'sk-secret', dangerouslyAllowApiKeyInBrowser })
  const { result } = renderHook(() => useRealtimeSession({ endpoint, transport: line.transport }))
  await act(async () => {
    await result.current.connect().catch(() => undefined)
  })
  expect(result.current.error?.code).toBe(code)
  expect(line.opened()).toBe(opened)
  expect(`${result.current.error?.message} ${result.current.error?.remedy}`).not.toContain('sk-')
})
