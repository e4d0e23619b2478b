import { describe, expect, it } from 'vitest'
import { tool } from '../../src/session/Tool.ts'
import { call, response, toolStage, until } from '../support/toolStage.ts'

/** What comes of a call of a tool that does this. */
async function answerTo(execute: () => unknown) {
  const stage = await toolStage([
    tool({ name: 'book', description: 'Books.', parameters: { type: 'object' }, execute }),
  ])
  stage.line.say(...response([call('c1', 'book')]))
  await until(() => stage.sent('response.create').length > 0)
  return { ...stage, output: stage.outputs()['c1'] ?? '' }
}

describe('the model is told', () => {
  it.each([
    ['a Map', new Map([['Oslo', 3]]), { Oslo: 3 }],
    ['a Map whose keys are no text', new Map([[1, 'one']]), [[1, 'one']]],
    ['a Set', { cities: new Set(['Oslo', 'Rome']) }, { cities: ['Oslo', 'Rome'] }],
    ['what is in a Map, too', new Map([['at', new Set([Number.NaN])]]), { at: ['NaN'] }],
    ['no number', { mean: Number.NaN, most: -Infinity }, { mean: 'NaN', most: '-Infinity' }],
    ['a date', { at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }],
    ['a date that is none', { at: new Date('soon') }, { at: 'Invalid Date' }],
    [
      'an error among others',
      { one: 1, two: new Error('Full.') },
      { one: 1, two: { error: 'Full.' } },
    ],
    ['a URL', new URL('https://a.example/'), 'https://a.example/'],
    ['nothing in it', [{}, Object.create(null), []], [{}, {}, []]],
  ])('%s as what it means', async (_what, result, told) => {
    const { output, problems, item } = await answerTo(() => result)
    expect(JSON.parse(output)).toEqual(told)
    expect(item('c1')?.status).toBe('completed')
    expect(problems).toEqual([])
  })

  it.each([
    ['a Response', new Response('{}'), /Response: return await response\.json\(\)/],
    ['a Response within', { data: new Response('{}') }, /return await response\.json\(\)/],
    ['a Promise that nobody awaited', { data: Promise.resolve(1) }, /Promise/],
    ['a Blob', new Blob(['x']), /Blob/],
    ['samples', new Int16Array(4), /binary data/],
    ['bytes within', { sound: new Uint8Array(4) }, /binary data/],
    ['bytes of Node', Buffer.from('x'), /binary data/],
    ['a buffer', new ArrayBuffer(4), /binary data/],
    ['an object that says nothing', { list: [new WeakMap()] }, /WeakMap/],
    ['a circle', (() => Object.assign([] as unknown[], { 0: globalThis }))(), /not JSON/],
  ])('that it failed when it gave back %s, and the app why', async (_what, result, reason) => {
    const { output, problems, item } = await answerTo(() => result)
    expect(JSON.parse(output)).toEqual({ error: 'The result cannot be told.' })
    expect(item('c1')?.status).toBe('failed')
    expect(problems.map(({ code }) => code)).toEqual(['tool_failed'])
    expect(problems[0]?.message).toMatch(reason)
  })
})

describe('the app is told', () => {
  const own = new TypeError('No seat for Anna')

  it.each([
    [
      'threw',
      () => {
        throw own
      },
      /^book failed: it threw TypeError\.$/,
    ],
    ['rejected with', () => Promise.reject(own), /^book failed: it threw TypeError\.$/],
    ['gave back', () => own, /^book failed: it gave back TypeError\.$/],
  ])('by onError which error of its own a tool %s', async (_how, execute, message) => {
    const { problems, item } = await answerTo(execute)
    expect(problems[0]?.cause).toBe(own)
    expect(problems[0]?.message).toMatch(message)
    expect(item('c1')?.problem).toBe(problems[0])
  })

  it('of a failure that is no error of its own without a cause', async () => {
    const { problems } = await answerTo(() => new Response())
    expect(problems[0]).not.toHaveProperty('cause')
  })
})
