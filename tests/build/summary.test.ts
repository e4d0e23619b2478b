import { expect, it } from 'vitest'
import { summarize } from '../../scripts/support/summary.mjs'

const file = (status: string, statuses: readonly string[], message = '') => ({
  name: 'tests/x.test.ts',
  status,
  message,
  assertionResults: statuses.map((each) => ({ status: each })),
})
const report = (...testResults: object[]) => ({ testResults })

it('counts what passed and what failed', () => {
  const mixed = report(file('passed', ['passed', 'passed']), file('failed', ['passed', 'failed']))
  expect(summarize(mixed, 1)).toEqual({ line: '3 passed, 1 failed', problems: [], ok: false })
  expect(summarize(report(file('passed', ['passed'])), 0)).toMatchObject({
    line: '1 passed, 0 failed',
    ok: true,
  })
})

it('names what was skipped, only when something was', () => {
  const partly = report(file('passed', ['passed', 'skipped', 'pending', 'todo']))
  expect(summarize(partly, 0)).toMatchObject({ line: '1 passed, 0 failed, 3 skipped', ok: true })
})

it('counts a file that could not be loaded as one failure', () => {
  const broken = report(file('passed', ['passed']), file('failed', [], 'Cannot find ./x.ts'))
  expect(summarize(broken, 1)).toEqual({
    line: '1 passed, 1 failed',
    problems: ['tests/x.test.ts: Cannot find ./x.ts'],
    ok: false,
  })
})

it('counts a hook that failed after its tests had passed', () => {
  const hook = report(file('failed', ['passed'], 'afterAll threw'))
  expect(summarize(hook, 1)).toMatchObject({ line: '1 passed, 1 failed', ok: false })
})

it.each([
  ['vitest crashes', null, 1],
  ['vitest ends well and leaves no report', null, 0],
  ['no test ran', report(), 0],
  ['every test was skipped', report(file('passed', ['skipped'])), 0],
  ['an error came between the tests', report(file('passed', ['passed'])), 1],
])('fails when %s', (_what, result, code) => {
  expect(summarize(result, code).ok).toBe(false)
})
