import { expect, it } from 'vitest'
import type { OwnEvent } from '../../src/session/events.ts'
import { tool } from '../../src/session/Tool.ts'
import { ToolRun } from '../../src/session/ToolRun.ts'
import { held, settle } from '../support/toolStage.ts'

it('never answers a call that was aborted, whatever comes of it', async () => {
  const slow = held()
  const happened: OwnEvent['type'][] = []
  const run = new ToolRun(
    { type: 'runTool', callId: 'c1', name: 'a', arguments: '{}' },
    () =>
      tool({
        name: 'a',
        description: '',
        parameters: { type: 'object' },
        execute: () => slow.result,
      }),
    ({ type }) => happened.push(type),
  )
  run.start()
  await settle()
  expect(happened).toEqual(['tool.running'])
  run.abort()
  slow.finish('cold')
  await settle()
  expect(happened).toEqual(['tool.running'])
})
