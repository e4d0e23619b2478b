import { act, render } from '@testing-library/react'
import { StrictMode, useState } from 'react'
import { afterEach, expect, it } from 'vitest'
import { useRealtimeSession } from '../../src/hooks/useRealtimeSession.ts'
import { useRealtimeTool } from '../../src/hooks/useRealtimeTool.ts'
import { local } from '../../src/protocol/endpoint.ts'
import { mcp } from '../../src/session/mcp.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { tool, type Tool } from '../../src/session/Tool.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'
import { call, response, until } from '../support/toolStage.ts'

const endpoint = local({ url: 'ws://localhost:4400' })

const frames = (ms: number) => act(() => new Promise<void>((resolve) => setTimeout(resolve, ms)))

const named = (name: string, execute: () => unknown = () => name, description = 'It does.'): Tool =>
  tool({ name, description, parameters: { type: 'object' }, execute })

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

async function connected() {
  const line = scriptedLine({ autoAccept: true })
  const session = new RealtimeSession({
    endpoint,
    transport: line.transport,
  })
  ends.push(session.disconnect)
  await session.connect()
  /** The tools of each `session.update` after the first. */
  const told = () =>
    line.sent.flatMap((event) =>
      event.type === 'session.update' && Array.isArray(event.session['tools'])
        ? [event.session['tools'].map((one: { name: string }) => one.name)]
        : [],
    )
  return { line, session, told }
}

interface GiveProps {
  readonly session: RealtimeSession
  readonly tool: Tool
}

function Give({ session, tool }: GiveProps) {
  useRealtimeTool(session, tool)
  return null
}

it('tells the model once in StrictMode, and takes the tool away with the component', async () => {
  const { session, told } = await connected()
  const { unmount } = render(
    <StrictMode>
      <Give session={session} tool={named('a')} />
      <Give session={session} tool={named('b')} />
    </StrictMode>,
  )
  await frames(5)
  expect(told()).toEqual([['a', 'b']])
  unmount()
  await frames(5)
  expect(told()).toEqual([['a', 'b'], []])
})

it('sends nothing for inline tools and a changed execute, and calls the latest', async () => {
  const { line, session, told } = await connected()
  const Counting = ({ count }: { readonly count: number }) => {
    useRealtimeTool(
      session,
      named('a', () => `render ${count}`),
    )
    return null
  }
  const { rerender } = render(<Counting count={1} />, { wrapper: StrictMode })
  await frames(5)
  for (let count = 2; count <= 100; count++) rerender(<Counting count={count} />)
  await frames(5)
  expect(told()).toEqual([['a']])
  act(() => line.say(...response([call('c1', 'a')])))
  const output = () =>
    line.sent.find(
      (event) =>
        event.type === 'conversation.item.create' && event.item.type === 'function_call_output',
    )
  await act(() => until(() => output() !== undefined))
  expect(output()).toMatchObject({ item: { call_id: 'c1', output: 'render 100' } })
})

it('tells the model once when what it is told changes', async () => {
  const { line, session, told } = await connected()
  const { rerender } = render(<Give session={session} tool={named('a')} />, { wrapper: StrictMode })
  await frames(5)
  rerender(<Give session={session} tool={named('a', () => 1, 'Now it does more.')} />)
  await frames(5)
  rerender(<Give session={session} tool={named('b')} />)
  await frames(5)
  expect(told()).toEqual([['a'], ['a'], ['b']])
  expect(line.sent.filter(({ type }) => type === 'session.update')).toHaveLength(4)
})

it('sends nothing when one component hands a tool over to another in one go', async () => {
  const { session, told } = await connected()
  const Page = ({ page }: { readonly page: number }) => (
    <Give key={page} session={session} tool={named('a')} />
  )
  const { rerender } = render(<Page page={1} />, { wrapper: StrictMode })
  await frames(5)
  rerender(<Page page={2} />)
  await frames(5)
  expect(told()).toEqual([['a']])
})

it('gives the tool to another session when the component gets one', async () => {
  const one = await connected()
  const other = await connected()
  const { rerender } = render(<Give session={one.session} tool={named('a')} />)
  await frames(5)
  rerender(<Give session={other.session} tool={named('a')} />)
  await frames(5)
  expect(one.told()).toEqual([['a'], []])
  expect(other.told()).toEqual([['a']])
})

it('waits with a remote server until there is a line', async () => {
  const line = scriptedLine({ autoAccept: true })
  const session = new RealtimeSession({
    endpoint,
    transport: line.transport,
  })
  ends.push(session.disconnect)
  const Docs = () => {
    useRealtimeTool(session, mcp({ serverLabel: 'docs', serverUrl: 'https://docs.example/mcp' }))
    return null
  }
  render(<Docs />, { wrapper: StrictMode })
  await frames(5)
  expect(line.sent).toEqual([])
  await act(() => session.connect())
  expect(line.sent[0]).toMatchObject({ session: { tools: [{ server_label: 'docs' }] } })
})

/** A page that has the tool as an option, and then in a component of its own, or the other way round. */
async function moving(from: 'option' | 'component') {
  const line = scriptedLine({ autoAccept: true })
  const problems: string[] = []
  let move = () => {}
  const Page = () => {
    const [isMoved, setMoved] = useState(false)
    move = () => setMoved(true)
    const isOption = (from === 'option') !== isMoved
    const { session } = useRealtimeSession({
      endpoint,
      transport: line.transport,
      tools: isOption ? [named('a')] : [],
      onError: ({ code }) => problems.push(code),
    })
    ends.push(session.disconnect)
    const connect = () => void session.connect()
    return (
      <>
        <button onClick={connect}>Start</button>
        {!isOption && <Give session={session} tool={named('a')} />}
      </>
    )
  }
  const { getByText } = render(<Page />, { wrapper: StrictMode })
  act(() => getByText('Start').click())
  await frames(20)
  act(() => move())
  await frames(20)
  const updates = line.sent.filter(({ type }) => type === 'session.update')
  return { updates, problems, button: getByText('Start') }
}

it.each(['option', 'component'] as const)(
  'takes a tool over from the options, or gives it back, in one commit: first %s',
  async (from) => {
    const { updates, problems } = await moving(from)
    expect(updates).toHaveLength(1)
    expect(problems).toEqual([])
  },
)

it('keeps the page, tells the app, and takes the first, when two of one name are there together', async () => {
  const line = scriptedLine({ autoAccept: true })
  const problems: string[] = []
  const session = new RealtimeSession({
    endpoint,
    transport: line.transport,
    onError: ({ code }) => problems.push(code),
  })
  ends.push(session.disconnect)
  await session.connect()
  const Page = ({ count }: { readonly count: number }) => (
    <>
      <p>alive {count}</p>
      <Give session={session} tool={named('a', () => 1, 'First.')} />
      <Give session={session} tool={named('a', () => 2, 'Second.')} />
    </>
  )
  const { getByText, rerender } = render(<Page count={1} />, { wrapper: StrictMode })
  await frames(5)
  rerender(<Page count={2} />)
  await frames(5)
  expect(getByText('alive 2')).toBeTruthy()
  expect(problems).toEqual(['tool_duplicate'])
  const updates = line.sent.flatMap((event) =>
    event.type === 'session.update' && event.session['tools'] ? [event.session['tools']] : [],
  )
  expect(updates).toMatchObject([[{ name: 'a', description: 'First.' }]])
})
