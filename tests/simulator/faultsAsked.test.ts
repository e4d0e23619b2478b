import { describe, expect, it } from 'vitest'
import { faultPresets } from '../../src/simulator/faults/faultPresets.ts'
import { Faults } from '../../src/simulator/faults/Faults.ts'
import { faultsAsked } from '../../src/simulator/faults/faultsAsked.ts'
import { checkFaultAction } from '../../src/simulator/faults/checkFaultAction.ts'
import { checkFaultRule } from '../../src/simulator/faults/checkFaultRule.ts'

describe('asking for faults by name', () => {
  it.each(Object.entries(faultPresets))(
    '%s is a name with rules that can be used',
    (name, preset) => {
      const rules = faultsAsked(name)
      expect(rules.flatMap((rule) => checkFaultRule(rule))).toEqual([])
      expect(rules).not.toHaveLength(0)
      expect(preset.description).toMatch(
        preset.number === null ? /^[A-Z][^N]*\.$/ : /^[A-Z].*\bN.*\.$/,
      )
      // Names are written in addresses and in subprotocols as they are.
      expect(name).toMatch(/^[a-z-]+$/)
    },
  )

  it('a number says how much', () => {
    expect(faultsAsked('close-4000')).toMatchObject([{ do: { close: [4000, expect.any(String)] } }])
    expect(faultsAsked('refuse-429')).toEqual([{ on: { dir: 'upgrade' }, do: { status: 429 } }])
    expect(faultsAsked('slow-start-50')).toMatchObject([{ do: { delayMs: 50 } }])
    expect(faultsAsked('expire-5000').map(({ on }) => on.atMs)).toEqual([5000, 5000])
  })

  it.each(['drop,odd-bytes', 'drop+odd-bytes', 'drop odd-bytes', ' drop, odd-bytes+'])(
    'several are joined: "%s"',
    (text) => {
      expect(faultsAsked(text)).toEqual([...faultsAsked('drop'), ...faultsAsked('odd-bytes')])
    },
  )

  it('a rule or a list of rules may be JSON', () => {
    const rule = { on: { dir: 'out', type: 'response.done' }, do: { drop: true } }
    expect(faultsAsked(JSON.stringify(rule))).toEqual([rule])
    expect(faultsAsked(JSON.stringify([rule, rule]))).toEqual([rule, rule])
  })

  it('-once fires a single time for all that ask so with the same words', () => {
    const faults = new Faults()
    const fates = () => faults.upgrade(faults.asked('refuse-503-once')).type
    expect([fates(), fates()]).toEqual(['refuse', 'pass'])
    expect(faults.upgrade(faults.asked('refuse-503')).type).toBe('refuse')
    faults.clear()
    expect(fates()).toBe('refuse')
  })

  it.each([
    ['owl', /no fault named "owl"\. Use one of close, drop, .*or a rule as JSON/],
    ['close--5', /no fault named "close--5"/],
    ['constructor', /no fault named "constructor"/],
    ['', /No fault is named/],
    [' , ', /No fault is named/],
    ['odd-bytes-3', /takes no number: write odd-bytes/],
    ['close-1005', /rule\.do\.close must be \[code, "reason"\].*for 1006 use terminate/],
    ['refuse-200', /rule\.do\.status must be a whole number from 400 to 599/],
    ['slow-start-999999999', /rule\.do\.delayMs must be a number from 0 to 600000/],
    ['{"on":', /The fault is not JSON: .*encode it/],
    ['[{"on":{"dir":"out"},"do":{"drop":true}},5]', /rules\[1\] must be an object/],
  ])('what cannot be used is refused with a remedy: %s', (text, message) => {
    expect(() => faultsAsked(text)).toThrow(
      expect.objectContaining({ code: 'fault_invalid', message: expect.stringMatching(message) }),
    )
  })
})

describe('checking a rule', () => {
  const out = { dir: 'out' }
  const drop = { drop: true }

  it.each([
    [{ on: out, do: drop, times: 2, session: 's', probability: 0.5 }],
    [
      {
        on: {
          dir: 'out',
          type: 'response.*',
          nth: 3,
          after: 'input_audio_buffer.commit',
          where: { c: 1 },
        },
        do: drop,
      },
    ],
    [{ on: { dir: 'timer', atMs: 0 }, do: { terminate: true } }],
    [{ on: { dir: 'upgrade', nth: 2 }, do: { status: 401 } }],
    [{ on: out, do: { end: { status: 'failed', code: 'x', message: 'y' } } }],
    [{ on: out, do: { close: [1000, 'é'.repeat(61)] } }],
  ])('finds nothing wrong with %j', (rule) => {
    expect(checkFaultRule(rule)).toEqual([])
  })

  it.each([
    [7, 'rule must be an object in braces'],
    [{ do: drop }, 'rule.on is missing'],
    [{ on: out }, 'rule.do is missing'],
    [{ on: out, do: drop, oops: 1 }, 'rule.oops is not known: use on, do, times'],
    [{ on: { dir: 'up' }, do: drop }, 'rule.on.dir must be "out" or "in" or "upgrade" or "timer"'],
    [{ on: { dir: 'out', type: 'a b' }, do: drop }, 'rule.on.type must be an event type'],
    [{ on: { dir: 'out', nth: 0 }, do: drop }, 'rule.on.nth must be a whole number from 1'],
    [{ on: { dir: 'out', atMs: 5 }, do: drop }, 'rule.on.atMs means nothing for "out"'],
    [{ on: { dir: 'timer' }, do: { terminate: true } }, 'rule.on.atMs is missing: say how many'],
    [
      { on: { dir: 'timer', atMs: 1, nth: 1 }, do: { terminate: true } },
      'rule.on.nth means nothing',
    ],
    [{ on: { dir: 'upgrade' }, do: drop, session: 's' }, 'rule.session cannot be known'],
    [{ on: out, do: drop, times: 1.5 }, 'rule.times must be a whole number'],
    [{ on: out, do: drop, probability: 2 }, 'rule.probability must be a number from 0 to 1'],
    [{ on: out, do: {} }, 'rule.do must hold exactly one of drop, delayMs'],
    [{ on: out, do: { drop: true, delayMs: 1 } }, 'rule.do must hold exactly one of'],
    [{ on: out, do: { explode: 1 } }, 'rule.do.explode is not known: use drop'],
    [{ on: out, do: { drop: false } }, 'rule.do.drop must be true'],
    [{ on: out, do: { status: 401 } }, 'rule.do.status means nothing for "out": use drop'],
    [{ on: { dir: 'in' }, do: { oddBytes: true } }, 'rule.do.oddBytes means nothing for "in": use'],
    [{ on: { dir: 'timer', atMs: 1 }, do: drop }, 'rule.do.drop means nothing for "timer": use'],
    [{ on: out, do: { insert: { id: 1 } } }, 'rule.do.insert must be an event'],
    [{ on: out, do: { end: { status: 'done' } } }, 'rule.do.end.status must be "failed" or'],
    [{ on: out, do: { end: { status: 'incomplete' } } }, 'rule.do.end.reason is missing'],
    [{ on: out, do: { error: {} } }, 'rule.do.error.code is missing'],
    [{ on: out, do: { close: [1006, ''] } }, 'rule.do.close must be [code, "reason"]'],
    [{ on: out, do: { close: [1000, 'é'.repeat(62)] } }, 'rule.do.close must be [code, "reason"]'],
    [{ on: out, do: { close: [1000] } }, 'rule.do.close must be [code, "reason"]'],
  ])('%j: %s', (rule, problem) => {
    const found = checkFaultRule(rule).map(({ at, remedy }) => `${at} ${remedy}`)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(problem)
  })

  it('a reply takes what is done to events and lines, and no status', () => {
    expect(checkFaultAction({ oddBytes: true }, 'fault', 'reply')).toEqual([])
    expect(checkFaultAction({ status: 401 }, 'fault', 'reply')).toMatchObject([
      { at: 'fault.status', remedy: expect.stringContaining('means nothing in a reply') },
    ])
  })

  it('rules that cannot be used are not added, and the message holds every problem', () => {
    const faults = new Faults()
    const wrong = [{ on: { dir: 'out' as const }, do: { delayMs: -1 } }]
    expect(() => faults.add([...wrong, ...wrong])).toThrow(
      /The fault cannot be used: rules\[0\]\.do\.delayMs .*; rules\[1\]\.do\.delayMs/,
    )
    expect(faults.rules).toEqual([])
  })
})
