import { describe, expect, it } from 'vitest'
import { simulator } from '../../src/simulator/index.ts'
import { served } from './support/served.ts'

/** What plain JavaScript, or an imported JSON file, would pass. */
const given = (value: object) => value as never

describe('a server does not start with', () => {
  it.each([
    ['a script that is none', { turns: 5 }, 'turns must be a list'],
    ['nothing in place of a script', null, 'must be an object'],
    [
      'a fault that nobody knows',
      { name: 'x', turns: [], faults: ['odd-bits'] },
      'Did you mean "odd-bytes"?',
    ],
    [
      'a setting that nobody knows',
      { name: 'x', turns: [], session: { voise: 'marin' } },
      'session.voise is not known. Did you mean "voice"?',
    ],
  ])('%s', async (_what, scenario, message) => {
    await expect(served(given({ scenario }))).rejects.toMatchObject({
      code: 'scenario_invalid',
      message: expect.stringContaining(message),
    })
  })

  it.each([
    [{ brian: 'parrot' }, 'There is no option brian. Did you mean brain?'],
    [{ apikey: 'x' }, 'Did you mean apiKey?'],
    [{ zzz: 1 }, 'There is no option zzz. Known are port, brain'],
    [{ brain: 5 }, 'brain must be a name, or a function'],
    [{ brain: null }, 'brain must be a name, or a function'],
  ])('options that mean nothing: %o', async (options, message) => {
    await expect(served(given(options))).rejects.toMatchObject({
      code: 'option_invalid',
      message: expect.stringContaining(message),
    })
  })

  it('but an option that is undefined is as good as left out', async () => {
    const { open } = await served(given({ brian: undefined, scenario: undefined }))
    await open().hear('session.created')
  })
})

describe('the simulator in the page is not made with', () => {
  it.each([
    [{ brian: 'parrot' }, 'There is no option brian. Did you mean brain?'],
    [{ brain: () => undefined }, 'brain is no name. Give a name, or a scenario'],
    [null, 'The options must be an object'],
  ])('%o', (options, message) => {
    expect(() => simulator(options as never)).toThrow(
      expect.objectContaining({
        code: 'option_invalid',
        message: expect.stringContaining(message),
      }),
    )
  })
})
