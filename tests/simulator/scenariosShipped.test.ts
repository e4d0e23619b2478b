import { describe, expect, it } from 'vitest'
import { parseScenario } from '../../src/simulator/brain/parseScenario.ts'
import { scenarios } from '../../src/simulator/brain/scenarios.ts'
import { playing } from './support/playing.ts'

const getWeather = {
  type: 'function',
  name: 'get_weather',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
  },
}
const transcribed = { audio: { input: { transcription: { model: 'whisper-1' } } } }

it.each(Object.entries(scenarios))('%s can be used, and says what it is for', (name, script) => {
  expect(parseScenario(script)).toBe(script)
  expect(parseScenario(JSON.stringify(script))).toEqual(script)
  expect(script).toMatchObject({ name, description: expect.stringMatching(/^[A-Z].{40,}\.$/s) })
})

it('the greeter says hello, asks for a name, and says goodbye', async () => {
  const { ask, type, speak } = playing({ brain: 'greeter' })
  expect((await ask()).said).toMatch(/^Hello!.*your name\?$/)
  expect((await type('Thank you')).said).toBe('You are welcome.')
  expect((await speak(1000)).said).toBe('What a lovely name. How can I help you today?')
  expect((await type('Bye then')).said).toMatch(/^Goodbye!/)
})

it('the long talker can be talked over', async () => {
  const { say, events, speak } = playing({ brain: 'longTalker' })
  say({ type: 'response.create' })
  const { types } = await speak(500)
  expect(events.find(({ type }) => type === 'response.done')?.response).toMatchObject({
    status: 'cancelled',
    status_details: { reason: 'turn_detected' },
  })
  // And begins again for the new turn.
  expect(types.filter((type) => type === 'response.done')).toHaveLength(2)
})

describe('the weather', () => {
  const callOf = (response: object) =>
    (response as { output: { type: string; call_id: string; arguments: string }[] }).output.find(
      ({ type }) => type === 'function_call',
    )!

  it('is asked of the tool for the city that was named, and told', async () => {
    const { update, type, giveOutput } = playing({ brain: 'weather' })
    update({ tools: [getWeather] })
    const asked = await type('What is it like in San José?')
    expect(asked.said).toBe('One moment, I am looking at the sky over San José.')
    const call = callOf(asked.response)
    expect(call).toMatchObject({ name: 'get_weather', status: 'completed' })
    expect(JSON.parse(call.arguments)).toEqual({ city: 'San José' })
    const told = await giveOutput(call.call_id, '{"temp":21,"sky":"sunny"}')
    expect(told.said).toBe('Here is what I was told. It is 21 degrees and sunny.')
  })

  it('is asked for Amsterdam when somebody speaks, whom nobody here understands', async () => {
    const { update, speak } = playing({ brain: 'weather' })
    update({ tools: [getWeather], ...transcribed })
    const asked = await speak(1500)
    expect(asked.written).toBe('What is the weather like?')
    expect(JSON.parse(callOf(asked.response).arguments)).toEqual({ city: 'Amsterdam' })
  })

  it('needs a tool, and says so without one', async () => {
    const { type } = playing({ brain: 'weather' })
    expect((await type('How is it?')).said).toMatch(/calls the tool get_weather.*Add it/)
  })

  it.each(['The user did not allow it.', 'The tool failed.'])(
    'is not known when the tool was not run, or failed: %s',
    async (error) => {
      const { update, type, giveOutput, logged } = playing({ brain: 'weather' })
      update({ tools: [getWeather] })
      const { call_id } = callOf((await type('How is it in Oslo?')).response)
      const { said } = await giveOutput(call_id, JSON.stringify({ error }))
      expect(said).toBe('I could not find out about the weather, so I had better not say anything.')
      expect(logged).not.toContainEqual(expect.stringContaining('{{tool'))
    },
  )

  it('says what is missing in an output of another shape', async () => {
    const { update, type, giveOutput, logged } = playing({ brain: 'weather' })
    update({ tools: [getWeather] })
    const { call_id } = callOf((await type('How is it?')).response)
    expect((await giveOutput(call_id, '21')).said).toContain('(no tool.temp) degrees')
    expect(logged).toContainEqual(expect.stringContaining('{{tool.temp}}'))
  })
})

describe('the interviewer', () => {
  const question = /^(.*?)(First|Second|Third|Fourth|Fifth).*\?/

  it('asks five questions in turn, and ends', async () => {
    const { type } = playing({ brain: 'interviewer' })
    const said = []
    for (let turn = 0; turn < 7; turn++) said.push((await type(`Answer ${turn}`)).said)
    expect(said.map((one) => question.exec(one)?.[2])).toEqual([
      ...['First', 'Second', 'Third', 'Fourth', 'Fifth'],
      ...[undefined, undefined],
    ])
    expect(said[5]).toMatch(/Goodbye\.$/)
    expect(said[6]).toMatch(/over.*goodbye\.$/)
  })

  it('notices how long an answer was', async () => {
    const opening = async (ms: number) => {
      const { type, speak } = playing({ brain: 'interviewer' })
      await type('Hello')
      return question.exec((await speak(ms)).said)?.[1]
    }
    expect(await opening(1000)).toBe('That was brief. ')
    expect(await opening(5000)).toBe('Thank you. ')
    expect(await opening(15_000)).toBe('You do a great deal. ')
  })

  it('sets the session up as it needs it', () => {
    const { events } = playing({ brain: 'interviewer' })
    expect(events[0]?.session).toMatchObject({
      instructions: expect.stringContaining('interview'),
      audio: {
        output: { voice: 'cedar' },
        input: { turn_detection: { type: 'server_vad', silence_duration_ms: 1000 } },
      },
    })
  })
})

it('the silent one hears, writes it down, and answers with nothing', async () => {
  const { update, speak, type } = playing({ brain: 'silent' })
  update(transcribed)
  const told = await speak(1000)
  expect(told.types).toContain('input_audio_buffer.speech_stopped')
  expect(told.written).toBe('Is anybody there?')
  expect(told.response).toMatchObject({ status: 'completed', output: [] })
  expect((await type('Hello?')).response.output).toEqual([])
})

describe('the failing one', () => {
  it('fails in another way each time, until the line breaks', async () => {
    const { update, speak, lineEnd, events } = playing({ brain: 'failing' })
    update(transcribed)

    const first = await speak(500)
    expect(first.response).toMatchObject({
      status: 'failed',
      status_details: { error: { code: 'rate_limit_exceeded', type: 'rate_limit_error' } },
      output: [],
    })
    expect((await speak(500)).response).toMatchObject({
      status: 'failed',
      status_details: { error: { code: 'server_error' } },
      output: [{ status: 'incomplete' }],
    })
    expect((await speak(500)).response).toMatchObject({
      status: 'incomplete',
      status_details: { reason: 'content_filter' },
    })
    const mumbled = await speak(500)
    const told = mumbled.types.filter((type) => type.includes('input_audio_transcription'))
    expect(told).toEqual(['conversation.item.input_audio_transcription.failed'])
    expect(mumbled.response.status).toBe('completed')

    expect(lineEnd()).toBeNull()
    const { types, said } = await speak(500)
    expect(lineEnd()).toBe('cut')
    expect(types).not.toContain('response.done')
    expect(said).toBe('')
    // Nobody understood a word, and none is put into the user's mouth.
    expect(first.written).toMatch(/^\[speech, \d\.\d s\]$/)
    const written = events.flatMap((event) => ('transcript' in event ? [event.transcript] : []))
    expect(new Set(written.filter((words) => words.startsWith('[')))).toEqual(
      new Set([first.written]),
    )
  })

  it('begins again where the client brings its turns to a new line', async () => {
    const { say, type } = playing({ brain: 'failing' })
    for (let turn = 0; turn < 5; turn++)
      say({
        type: 'conversation.item.create',
        item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
      })
    expect((await type('And again')).response.status_details).toMatchObject({
      error: { code: 'rate_limit_exceeded' },
    })
  })
})
