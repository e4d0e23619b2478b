import { describe, expect, it } from 'vitest'
import { assertImage } from '../../../src/session/assertImage.ts'
import { liveSession } from '../../support/liveSession.ts'

const PNG = 'data:image/png;base64,iVBORw0KGgo='
const refused = expect.objectContaining({ code: 'item_refused' }) as Error

describe('a picture', () => {
  it('is shown at once, taken by the service, and answered', async () => {
    const { session } = await liveSession({ settings: { output: 'text' } })
    await session.connect()
    const done = session.once('response.done')
    const id = session.sendImage(PNG, { text: 'What is this?', detail: 'low' })
    expect(session.getSnapshot().conversation.items).toMatchObject([
      { id, status: 'pending', images: [{ url: PNG, detail: 'low' }], text: 'What is this?' },
    ])
    await done
    expect(session.getSnapshot().conversation.items).toMatchObject([
      { id, status: 'completed', images: [{ url: PNG }] },
      { role: 'assistant' },
    ])
  })

  it.each([
    'https://example.com/cat.png',
    'data:image/gif;base64,R0lGODlh',
    'data:image/svg+xml;base64,PHN2Zz4=',
    'data:image/png,raw',
    'data:image/png;base64,',
    '',
  ])('is refused before it is sent: %s', async (url) => {
    const { session, sent } = await liveSession()
    await session.connect()
    const before = sent.length
    expect(() => session.sendImage(url)).toThrow(refused)
    expect(session.getSnapshot().conversation.items).toEqual([])
    expect(sent).toHaveLength(before)
  })

  it('is for services that have a word for it', () => {
    const service = { provider: 'azure', dialect: 'flat' } as const
    expect(() => {
      assertImage(PNG, service)
    }).toThrow(refused)
    assertImage(PNG, { provider: 'voice-live', dialect: 'flat' })
    assertImage(PNG, { provider: 'azure', dialect: 'GA' })
  })
})
