import { describe, expect, it, vi } from 'vitest'
import { tool } from '../../src/session/Tool.ts'
import { call, response, toolStage, until } from '../support/toolStage.ts'

/** What `execute` gets of what the model wrote. */
async function given(json: string) {
  const execute = vi.fn((args: unknown) => typeof args)
  const { line, outputs } = await toolStage([
    tool({ name: 'save', description: '', parameters: { type: 'object' }, execute }),
  ])
  line.say(...response([call('c1', 'save', json)]))
  await until(() => 'c1' in outputs())
  return execute.mock.calls[0]?.[0]
}

describe('arguments', () => {
  it.each([
    ['__proto__', '{"a":1,"__proto__":{"admin":true}}', '{"a":1}'],
    ['__proto__ in the depth', '{"a":[{"b":{"__proto__":{"admin":true}}}]}', '{"a":[{"b":{}}]}'],
    ['a spelling of it', '{"\\u005f_proto__":{"admin":true}}', '{}'],
    ['constructor.prototype', '{"constructor":{"prototype":{"admin":true}}}', '{}'],
    [
      'constructor.prototype in the depth',
      '{"a":{"constructor":{"prototype":{}}},"b":2}',
      '{"a":{},"b":2}',
    ],
  ])('lose %s, which merged into an object of the app would change all of them', async (...row) => {
    const args = await given(row[1])
    expect(JSON.stringify(args)).toBe(row[2])
    // As apps that trust their arguments do.
    expect(Object.assign({}, args)).not.toHaveProperty('admin')
  })

  it.each(['{"constructor":"Ferrari","prototype":true}', '{"a":null,"b":[null,1],"c":""}'])(
    'keep all else: %s',
    async (json) => expect(JSON.stringify(await given(json))).toBe(json),
  )
})
