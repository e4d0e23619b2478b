import { act } from '@testing-library/react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { VoiceChat } from '../../src/components/VoiceChat.tsx'
import { local } from '../../src/protocol/endpoint.ts'

it('renders on a server, with no browser at hand, and hydrates without a word', async () => {
  const app = <VoiceChat endpoint={local({ url: 'ws://localhost:4400' })} title="Travel desk" />
  vi.stubGlobal('window', undefined)
  vi.stubGlobal('document', undefined)
  vi.stubGlobal('navigator', undefined)
  const markup = renderToString(app)
  vi.unstubAllGlobals()
  expect(markup).toContain('Start conversation')

  const complaints = vi.spyOn(console, 'error')
  const onRecoverableError = vi.fn()
  const box = document.createElement('div')
  box.innerHTML = markup
  document.body.append(box)
  // As a browser writes it: React's `<input/>` is its `<input>`.
  const before = box.innerHTML
  const root = await act(async () => hydrateRoot(box, app, { onRecoverableError }))
  expect(complaints).not.toHaveBeenCalled()
  expect(onRecoverableError).not.toHaveBeenCalled()
  expect(box.innerHTML).toBe(before)
  await act(async () => root.unmount())
  box.remove()
})
