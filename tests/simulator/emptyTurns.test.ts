import { expect, it } from 'vitest'
import { parrot } from '../../src/simulator/brain/parrot.ts'
import { saying, simulated, typed } from './support/simulated.ts'

const message = (...content: object[]) => ({
  type: 'conversation.item.create',
  item: { type: 'message', role: 'user', content },
})
const picture = { type: 'input_image', image_url: 'data:image/png;base64,AA==' }

it.each([
  ['an empty text', typed(''), '[an empty message]'],
  ['nothing at all', message(), '[an empty message]'],
  ['a picture', message(picture), '[a picture]'],
  ['a picture and words', message(picture, { type: 'input_text', text: 'Look!' }), 'Look!'],
])('%s is parroted as what it is', async (_what, made, said) => {
  const { say, clock, last } = simulated({ brain: parrot() })
  say(made)
  say({ type: 'response.create' })
  await clock.advance(3000)
  expect(last('response.output_audio_transcript.done').transcript).toBe(said)
})

it('what a tool answered is echoed as it is', async () => {
  const { say, clock, last } = simulated({ brain: saying({ echo: true }) })
  const item = { type: 'function_call_output', call_id: 'c', output: 'Four degrees.' }
  say({ type: 'conversation.item.create', item })
  say({ type: 'response.create' })
  await clock.advance(3000)
  expect(last('response.output_audio_transcript.done').transcript).toBe('Four degrees.')
})
