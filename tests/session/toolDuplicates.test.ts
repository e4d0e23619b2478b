import { describe, expect, it } from 'vitest'
import { local } from '../../src/protocol/endpoint.ts'
import { mcp } from '../../src/session/mcp.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { tool } from '../../src/session/Tool.ts'
import type { SessionTool } from '../../src/session/Toolbox.ts'
import { call, response, settle, toolStage, until } from '../support/toolStage.ts'

const endpoint = local({ url: 'ws://localhost:4400' })
const named = (name: string, execute: () => unknown = () => name, description = 'It does.') =>
  tool({ name, description, parameters: { type: 'object' }, execute })
const duplicate = expect.objectContaining({ code: 'tool_duplicate' }) as Error

/** A connected session, and which tools were told in each update. */
async function stageOf(tools: readonly SessionTool[]) {
  const stage = await toolStage(tools)
  const use = (next: readonly SessionTool[]) =>
    stage.session.setOptions({
      endpoint,
      transport: stage.line.transport,
      tools: next,
      onError: (error) => stage.problems.push(error),
    })
  const told = () =>
    stage
      .sent('session.update')
      .flatMap(({ session }) => (session['tools'] ? [session['tools'] as unknown[]] : []))
  return { ...stage, use, told, codes: () => stage.problems.map(({ code }) => code) }
}

describe('two tools of one name', () => {
  it('are refused at once where they were given by hand, and nothing changes', async () => {
    const { session, told } = await stageOf([named('a')])
    expect(() => session.addTool(named('a'))).toThrow(duplicate)
    expect(() => new RealtimeSession({ endpoint, tools: [named('a'), named('a')] })).toThrow(
      duplicate,
    )
    await settle()
    expect(told()).toHaveLength(1)
  })

  it('in options that change are told by onError, and the first one wins', async () => {
    const { use, line, told, codes, outputs } = await stageOf([])
    expect(() =>
      use([named('a', () => 'first'), named('a', () => 'second', 'Other.')]),
    ).not.toThrow()
    await settle()
    expect(codes()).toEqual(['tool_duplicate'])
    expect(told().at(-1)).toEqual([expect.objectContaining({ name: 'a', description: 'It does.' })])
    line.say(...response([call('c1', 'a')]))
    await until(() => 'c1' in outputs())
    expect(outputs()).toEqual({ c1: 'first' })
  })

  it('may be there while the app changes from one to the other', async () => {
    const { use, session, told, codes } = await stageOf([named('a')])
    session.addTool(named('a'), 'wait')
    use([])
    await settle()
    expect(codes()).toEqual([])
    expect(told()).toHaveLength(1)
  })

  it('are told of once, however often the app says them, and again when they were mended', async () => {
    const { use, codes } = await stageOf([])
    const twice = () => use([named('a'), named('a')])
    twice()
    await settle()
    twice()
    await settle()
    expect(codes()).toHaveLength(1)
    use([named('a')])
    await settle()
    twice()
    await settle()
    expect(codes()).toHaveLength(2)
  })

  it('are one tool again when the first goes', async () => {
    const { session, line, outputs } = await stageOf([])
    const off = session.addTool(named('a', () => 'first'))
    session.addTool(
      named('a', () => 'second'),
      'wait',
    )
    await settle()
    off()
    line.say(...response([call('c1', 'a')]))
    await until(() => 'c1' in outputs())
    expect(outputs()).toEqual({ c1: 'second' })
  })

  it('stay first and second when the first is given anew in the same breath', async () => {
    const { session, told } = await stageOf([])
    const off = session.addTool(
      named('a', () => 1, 'First.'),
      'wait',
    )
    session.addTool(
      named('a', () => 2, 'Second.'),
      'wait',
    )
    await settle()
    off()
    session.addTool(
      named('a', () => 1, 'First.'),
      'wait',
    )
    await settle()
    expect(told()).toHaveLength(1)
    expect(told()[0]).toMatchObject([{ description: 'First.' }])
  })
})

it('a function and a remote server may have one name', async () => {
  const docs = mcp({ serverLabel: 'docs', serverUrl: 'https://docs.example/mcp' })
  const { told, codes, line, outputs } = await stageOf([named('docs'), docs])
  await settle()
  expect(codes()).toEqual([])
  expect(told()[0]).toMatchObject([{ name: 'docs' }, { server_label: 'docs' }])
  line.say(...response([call('c1', 'docs')]))
  await until(() => 'c1' in outputs())
  expect(outputs()).toEqual({ c1: 'docs' })
})
