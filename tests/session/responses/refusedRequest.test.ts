import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answerStage, complaint, created, seconds, sound } from '../../support/answerStage.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const reason = 'A choice of tools needs tools'
const refusal = (more: object) => complaint('invalid_value', { message: `${reason}.`, ...more })

/** As a service confirms what was typed. */
const taken = (id: string) => ({
  type: 'conversation.item.added',
  item: { id, type: 'message', role: 'user', content: [] },
})

describe('a request that the service refuses', () => {
  it.each([
    ['names it', { event_id: 'rv-create' }],
    ['says what of it is wrong', { event_id: null, param: 'response.tool_choice' }],
    ['gives no id but an empty one', { event_id: '', param: 'response.tool_choice' }],
    ['names nothing, and nothing else is open', { event_id: null, param: null }],
  ])('ends at once, with its reason: it %s', async (_how, more) => {
    const { session, line, model, items, errors } = await answerStage()
    session.createResponse({ tool_choice: 'required' })
    line.say(refusal(more))
    expect(model()).toBe('idle')
    expect(items()).toMatchObject([{ status: 'failed', problem: { code: 'response_failed' } }])
    expect(items()[0]?.problem?.message).toContain(`: ${reason}.`)
    expect(items()[0]?.problem?.message).not.toContain('..')
    await seconds(60)
    expect(errors).toHaveLength(1)
  })

  it.each([
    ['what was typed', (stage: Stage) => void stage.session.sendText('A')],
    [
      'a setting',
      (stage: Stage) => {
        stage.line.say(taken(stage.session.sendText('A')))
        stage.session.updateSettings({ instructions: 'x' })
      },
    ],
  ])('may be another one where %s is open as well', async (_what, act) => {
    const stage = await answerStage()
    act(stage)
    stage.line.say(refusal({ event_id: null, param: null }))
    expect(stage.model()).toBe('thinking')
    stage.line.say(created('r1'))
    expect(stage.session.getSnapshot().turn.response).toBe('r1')
  })

  it('is none of ours where the error names another request', async () => {
    const { session, model, line } = await answerStage()
    session.createResponse()
    line.say(refusal({ event_id: 'the-app-1', param: 'response.tool_choice' }))
    expect(model()).toBe('thinking')
  })

  it.each(['response.instructions', 'response.input[0].content', 'response.metadata'])(
    "is not told in the words of the service where it is about %s: they may be somebody's",
    async (param) => {
      const { session, line, errors } = await answerStage()
      session.createResponse({ instructions: 'my words' })
      line.say(refusal({ param, message: 'Bad value: my words' }))
      expect(errors).toHaveLength(1)
      expect(JSON.stringify([errors[0]?.message, errors[0]?.cause])).not.toMatch(/my words/)
    },
  )

  it('was one out of band: the next answer is none, and is heard', async () => {
    const { session, line, player } = await answerStage()
    session.createResponse({ conversation: 'none' })
    line.say(refusal({ event_id: null, param: 'response.input' }))
    line.say(created('r1', { conversation_id: undefined }), sound('A', 'r1'))
    player.advance(100)
    expect(session.getSnapshot().turn.audible).toBe('A')
  })

  it('for want of a key does not say what the service says of the key', async () => {
    const { session, line, errors } = await answerStage()
    session.createResponse()
    line.say(complaint('invalid_api_key', { message: 'Incorrect API key: sk-secret' }))
    expect(errors.map(({ code }) => code)).toEqual(['unauthorized'])
    expect(JSON.stringify([errors[0]?.message, errors[0]?.cause])).not.toMatch(/secret/)
  })
})

type Stage = Awaited<ReturnType<typeof answerStage>>
