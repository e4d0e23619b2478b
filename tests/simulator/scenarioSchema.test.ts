import { join } from 'node:path'
import { format } from 'prettier'
import { describe, expect, it } from 'vitest'
import { scenarioSchema } from '../../src/simulator/brain/check/scenarioRule.ts'
import { parseScenario } from '../../src/simulator/brain/parseScenario.ts'
import { scenarios } from '../../src/simulator/brain/scenarios.ts'
import { SimulatorError } from '../../src/simulator/SimulatorError.ts'
import { schemaAllows } from './support/schemaAllows.ts'

const FILE = join(import.meta.dirname, '../../src/simulator/brain/scenario.schema.json')

// To write the file anew after a change of the rules: npx vitest run --project node tests/simulator/scenarioSchema.test.ts -u
it('the schema that ships says what the rules say', async () => {
  const written = await format(JSON.stringify(scenarioSchema), { parser: 'json', printWidth: 100 })
  await expect(written).toMatchFileSnapshot(FILE)
})

type Path = readonly (string | number)[]

const placesIn = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, one]) => placesIn(one, [...path, key]))]
    : [path]

/** A copy in which something else stands at a place; undefined takes it away. */
function withOther(value: unknown, [step, ...rest]: Path, other: unknown): unknown {
  if (step === undefined) return other
  const copy: Record<string, unknown> = Object(
    Array.isArray(value) ? [...value] : { ...Object(value) },
  )
  copy[step] = withOther(copy[step], rest, other)
  return JSON.parse(JSON.stringify(copy))
}

const refusalOf = (value: unknown): string | null => {
  try {
    parseScenario(value)
    return null
  } catch (error) {
    if (error instanceof SimulatorError) return error.message
    throw error
  }
}

const ODD: readonly unknown[] = [
  ...[undefined, null, true, false, '', 'x', 'x'.repeat(300), 'x'.repeat(301)],
  ...[0, -1, 1.5, 1, 1006, 4000, 600_001, 1_000_001],
  ...[[], {}, ['x'], { x: 1 }, [1000, 'x'], [1000, 'x', 1], [1006, 'x'], [5000, 'x']],
  ...['response.create', 'nothing', '*', 'server_vad', { type: 'server_vad', threshold: 2 }],
]

/** All kinds of everything, so that each rule is met. */
const everything = {
  $schema: './scenario.schema.json',
  name: 'everything',
  session: { voice: 'cedar', turn_detection: { type: 'semantic_vad', eagerness: 'low' } },
  pace: 2,
  latency: { firstAudioMs: 100 },
  transcription: { delayMs: 10, fails: false },
  faults: [
    { on: { dir: 'out', type: 'response.*', nth: 2, where: {} }, do: { drop: true }, times: 1 },
    { on: { dir: 'timer', atMs: 500 }, do: { close: [4000, 'gone'] }, probability: 0.5 },
    { on: { dir: 'out', after: 'response.done' }, do: { error: { code: null } } },
    { on: { dir: 'upgrade' }, do: { status: 503 } },
    { on: { dir: 'out' }, do: { insert: { type: 'x' } } },
    { on: { dir: 'out' }, do: { end: { status: 'failed', code: 'x' } }, session: 's' },
    ...['odd-bytes', 'close-1011-once'],
  ],
  turns: [
    {
      when: { turn: 0, every: 2, input: 'speech', minMs: 5, maxMs: 10 },
      heard: 'Hello',
      times: 2,
      reply: [
        { say: 'a', voice: 'b' },
        { clip: 'a', says: 'b' },
        { echo: true },
        { delay: 5 },
        { call: { name: 'f', arguments: { a: [1, '{{turn}}'] } } },
        { fault: { reorder: 2 } },
      ],
    },
    { when: { text: 'a|b', event: 'response.create' }, reply: [{ text: 'x' }] },
  ],
  otherwise: 'parrot',
}

describe('the schema and the validator agree', () => {
  const schema = scenarioSchema
  const samples = [everything, ...Object.values(scenarios)]

  it('on what is right', () => {
    for (const sample of samples) {
      expect(refusalOf(sample), sample.name).toBeNull()
      expect(schemaAllows(schema, sample), sample.name).toBe(true)
    }
  })

  // Editors check one piece at a time: what hangs on two places at once, only the validator knows.
  const onlyValidator =
    /never fits|never reached|means nothing (for|in)|leave it out|holds \{\{|\{\{ with|regular expression|backspace|is missing|event type|for ever|fits no event/

  it('on what is wrong, whatever stands where it should not', () => {
    const seen = { right: 0, wrong: 0 }
    for (const sample of [everything, scenarios.weather, scenarios.failing])
      for (const place of placesIn(sample).slice(1))
        for (const other of ODD) {
          const changed = withOther(sample, place, other)
          const isAllowed = schemaAllows(schema, changed)
          seen[isAllowed ? 'right' : 'wrong'] += 1
          const why = refusalOf(changed)
          const what = `${place.join('.')}: ${JSON.stringify(other)}`
          if (!isAllowed) expect(why, what).not.toBeNull()
          else if (why !== null) expect(why, what).toMatch(onlyValidator)
        }
    expect(Math.min(seen.right, seen.wrong)).toBeGreaterThan(300)
  })

  it('on names that nobody knows, at every level', () => {
    const objects = placesIn(everything).filter((path) => {
      const at = path.reduce<unknown>((one, step) => Object(one)[step], everything)
      const isFree = /where|insert|arguments/.test(path.join('.'))
      return typeof at === 'object' && at !== null && !Array.isArray(at) && !isFree
    })
    expect(objects.length).toBeGreaterThan(20)
    for (const path of objects) {
      const changed = withOther(everything, [...path, 'nobody'], 1)
      expect(refusalOf(changed), path.join('.')).toContain('nobody is not known')
      expect(schemaAllows(schema, changed), path.join('.')).toBe(false)
    }
  })
})
