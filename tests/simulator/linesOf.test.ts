import { describe, expect, it } from 'vitest'
import { brainNamed, brainNames, type Scenario, type TurnInput } from '../../src/simulator/index.ts'
import { linesOf } from '../../src/simulator/voice/linesOf.ts'
import { sentences } from '../../src/simulator/voice/sentences.ts'

const scenario = (more: Partial<Scenario>): Scenario => ({ name: 'one', turns: [], ...more })

describe('the lines of', () => {
  it('a scenario are its sentences, in its voice or that of the line', async () => {
    const turns = [
      { reply: [{ say: 'One. Two?' }, { delay: 5 }, { say: 'Three!', voice: 'ash' }] },
      { reply: [{ text: 'Only written.' }, { say: 'One.' }] },
    ]
    const own = scenario({ turns, session: { voice: 'cedar' }, otherwise: 'parrot' })
    const said = await linesOf([own], 'marin')
    expect(said.slice(0, 3)).toEqual([
      { text: 'One.', voice: 'cedar' },
      { text: 'Two?', voice: 'cedar' },
      { text: 'Three!', voice: 'ash' },
    ])
    expect(said.filter(({ text }) => text === 'One.')).toHaveLength(1)
    expect(said.map(({ text }) => text)).not.toContain('Only written.')
  })

  it('a scenario leave out what is filled in on the way', async () => {
    const turns = [{ reply: [{ say: 'It is {{tool.temp}} degrees.' }, { say: 'That is all.' }] }]
    const texts = (await linesOf([scenario({ turns })], 'marin')).map(({ text }) => text)
    expect(texts).toContain('That is all.')
    expect(texts.filter((text) => text.includes('{{'))).toEqual([])
  })

  it('a scenario hold those of whoever answers otherwise', async () => {
    const [own, listener] = await Promise.all([
      linesOf([scenario({})], 'marin'),
      linesOf(['listener'], 'marin'),
    ])
    expect(listener.length).toBeGreaterThan(20)
    expect(own).toEqual(listener)
  })

  it('the brains that ship are all that they say to speech and to silence', async () => {
    const known = new Set((await linesOf(brainNames, 'marin')).map(({ text }) => text))
    const inputs: TurnInput[] = [
      { kind: 'nothing' },
      ...[900, 5000, 15_000].map(
        (durationMs) => ({ kind: 'speech', durationMs, text: null }) as const,
      ),
    ]
    for (const name of brainNames) {
      const brain = brainNamed(name)()
      for (let index = 0; index < 40; index++) {
        const input = inputs[index % inputs.length]!
        const turn = {
          index,
          input,
          instructions: '',
          askedBy: 'response.create',
          tools: [],
        } as const
        const reply = await brain.answer(turn)
        const said = reply.flatMap((part) => ('say' in part ? sentences(part.say) : []))
        // Where a script calls a tool and the session has none, it says so, with the tool's name in it.
        const unknown = said.filter((text) => !known.has(text) && !/\btool/.test(text))
        expect(unknown, name).toEqual([])
      }
    }
  })

  it('nobody are refused', async () => {
    await expect(linesOf(['owl'], 'marin')).rejects.toThrow(/no brain named "owl"/)
    await expect(linesOf(['toString'], 'marin')).rejects.toThrow(/no brain named "toString"/)
  })
})
