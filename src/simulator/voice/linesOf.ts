import { brainNamed } from '../brain/brainNamed.ts'
import type { Brain, TurnInput } from '../brain/Brain.ts'
import type { Scenario } from '../brain/Scenario.ts'
import { scenarios } from '../brain/scenarios.ts'
import type { Line } from './lineIndex.ts'
import { sentences } from './sentences.ts'

/** More turns than any brain that ships has lines for one kind of turn. */
const TURNS = 12

/** One of each kind that a brain may answer in another way. */
const INPUTS: readonly TurnInput[] = [
  { kind: 'nothing' },
  ...['Yes.', 'Really?'].map((text) => ({ kind: 'text', text }) as const),
  ...[500, 4000, 20_000].map((durationMs) => ({ kind: 'speech', durationMs, text: null }) as const),
]

const SHIPPED = new Map<string, Scenario>(Object.entries(scenarios))

interface Words {
  readonly say: string
  readonly voice?: string | undefined
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** What is said in a script, wherever it stands in it. */
function* wordsIn(script: unknown): Generator<Words> {
  if (!isRecord(script)) return
  const { say, voice } = script
  if (typeof say === 'string') yield { say, voice: typeof voice === 'string' ? voice : undefined }
  else for (const part of Object.values(script)) yield* wordsIn(part)
}

/** What a brain says when it is asked everything that can be thought of. */
async function wordsOf(createBrain: () => Brain): Promise<Words[]> {
  const said: Words[] = []
  for (const input of INPUTS)
    for (let index = 0; index < TURNS; index++) {
      const turn = {
        index,
        input,
        instructions: '',
        askedBy: 'response.create',
        tools: [],
      } as const
      said.push(...wordsIn(await createBrain().answer(turn)))
    }
  return said
}

async function linesOfOne(who: string | Scenario, voice: string): Promise<Line[]> {
  const script = typeof who === 'string' ? SHIPPED.get(who) : who
  const own = script?.session?.voice ?? voice
  const brain = typeof who === 'string' && !script ? who : (script?.otherwise ?? 'listener')
  const said = [...wordsIn(script?.turns), ...(await wordsOf(brainNamed(brain)))]
  return said
    .filter(({ say }) => !say.includes('{{'))
    .flatMap((words) => sentences(words.say).map((text) => ({ text, voice: words.voice ?? own })))
}

/**
 * Every sentence that scenarios and brains are known to say, once, a scenario's in its own voice.
 *
 * What is made up on the way is not among them: `{{tool.temp}}`, a tool's output, the user's words.
 *
 * @param voice - Whose lines they are where a scenario names nobody.
 * @throws {@link SimulatorError} `brain_unknown`
 */
export async function linesOf(
  whom: readonly (string | Scenario)[],
  voice: string,
): Promise<readonly Line[]> {
  const lines = (await Promise.all(whom.map((who) => linesOfOne(who, voice)))).flat()
  return [...new Map(lines.map((line) => [`${line.voice}\n${line.text}`, line])).values()]
}
