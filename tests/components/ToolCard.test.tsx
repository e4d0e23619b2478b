import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { LABELS } from '../../src/components/labels.ts'
import { Message } from '../../src/components/Message.tsx'
import type { ConversationItem } from '../../src/session/ConversationItem.ts'
import { voiceState } from '../support/voiceState.ts'

const asked = (args: string, more: Partial<ConversationItem> = {}): ConversationItem => ({
  id: 'i1',
  role: 'tool',
  kind: 'tool-call',
  status: 'awaiting-approval',
  text: '',
  spoken: false,
  call: { callId: 'c1', name: 'book', arguments: args, output: null },
  createdAtMs: 0,
  ...more,
})

function show(item: ConversationItem) {
  const approve = vi.fn()
  const reject = vi.fn()
  const voice = voiceState({ approve, reject })
  const { container } = render(
    <Message item={item} startedAtMs={null} voice={voice} labels={LABELS} />,
  )
  return { container, approve, reject, user: userEvent.setup() }
}

const button = (name: string) => screen.getByRole('button', { name })

describe('the question whether a tool may run', () => {
  it('is answered by its buttons', async () => {
    const { approve, reject, user } = show(asked('{"seat":"12A"}'))
    await user.click(button('Allow book'))
    await user.click(button('Deny book'))
    expect([approve.mock.calls, reject.mock.calls]).toEqual([[['c1']], [['c1']]])
  })

  it('shows arguments as text, whatever they look like', () => {
    const { container } = show(asked('{"a":"<img src=x onerror=alert(1)>","b":{"deep":[1]}}'))
    expect(container.querySelector('img')).toBeNull()
    expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeVisible()
    expect(screen.getByText('{"deep":[1]}')).toBeVisible()
  })

  it('keeps the text direction of a name to that name', () => {
    show(asked('{"\\u202Eevil":"x"}'))
    expect(screen.getByText(/evil/).tagName).toBe('BDI')
  })

  it('stays in sight under many and long arguments, which can be seen in full', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`field${at}`, 'x']))
    const { container, user } = show(asked(JSON.stringify({ ['n'.repeat(5000)]: 1, ...many })))
    expect(container.querySelectorAll('dt')).toHaveLength(12)
    expect(container.querySelector('dt')?.textContent.length).toBeLessThan(50)
    await user.click(button('Show all'))
    expect(container.querySelectorAll('dt')).toHaveLength(501)
  })

  it('stands under arguments that nest deeper than a page can follow', () => {
    const deep = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
    show(asked(deep))
    expect(button('Allow book')).toBeVisible()
  })

  it('says which server would run it', () => {
    const call = { callId: 'm1', name: 'read', arguments: '{}', output: null, server: 'files' }
    show(asked('', { kind: 'mcp-approval', call }))
    expect(screen.getByText('on files')).toBeVisible()
  })
})

describe('a picture', () => {
  const shown = (role: ConversationItem['role'], url: string) => {
    const item = { ...asked(''), role, kind: 'message' as const, call: undefined, text: 'Look' }
    const { container } = show({ ...item, status: 'completed', images: [{ url }] })
    return within(container).queryAllByRole('img')
  }

  it('is shown when the user showed it', () => {
    expect(shown('user', 'data:image/png;base64,AAAA')).toHaveLength(1)
  })

  it('is never loaded from anywhere', () => {
    expect(shown('user', 'https://evil.example/x.png')).toHaveLength(0)
    expect(shown('assistant', 'data:image/png;base64,AAAA')).toHaveLength(0)
  })
})
