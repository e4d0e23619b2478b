import { expect, it } from 'vitest'
import { sound } from '../../simulator/support/parts.ts'
import { azureSite, heardBy } from './azureSite.ts'
import { clientOf, next } from './connected.ts'

it.each([['GA', undefined] as const, ['preview', '2025-04-01-preview'] as const])(
  'what is said right after the client was made is heard and answered (%s)',
  async (_dialect, apiVersion) => {
    const site = await azureSite()
    const client = clientOf(site, { apiVersion, sessionConfig: { turn_detection: null } })
    const problems: unknown[] = []
    client.on('error', (error) => problems.push(error))
    client.appendAudio(sound(1000))
    client.commitAudio()
    client.createResponse()
    expect(await next(client, 'response.done')).toMatchObject({
      response: { status: 'completed' },
    })
    expect(problems).toEqual([])
    expect(
      ['input_audio_buffer.append', 'input_audio_buffer.commit', 'response.create'].map(
        (type) => heardBy(site, type).length,
      ),
    ).toEqual([1, 1, 1])
    const [said, answered] = client.session.getSnapshot().conversation.items
    expect([said?.spoken, answered?.role]).toEqual([true, 'assistant'])
  },
)

it('after the end sound is dropped, and a turn is refused', async () => {
  const site = await azureSite()
  const client = clientOf(site)
  await next(client, 'init')
  client.close()
  const none = expect.objectContaining({ code: 'not_connected' }) as Error
  client.appendAudio(sound(100))
  client.clearAudioBuffer()
  expect(() => {
    client.commitAudio()
  }).toThrow(none)
  expect(() => {
    client.createResponse()
  }).toThrow(none)
})

it('what has not the shape of an item, of sound or of a cut is refused at once', async () => {
  const client = clientOf(await azureSite())
  const refusals = [
    () => Reflect.apply(client.createConversationItem.bind(client), undefined, []) as unknown,
    () => {
      client.appendAudio('not base64 !!!')
    },
    () => {
      client.truncateItem('A', 0, 0.5)
    },
  ]
  for (const refusal of refusals)
    expect(refusal).toThrow(expect.objectContaining({ code: 'item_refused' }) as Error)
})
