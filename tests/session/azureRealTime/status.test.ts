import { describe, expect, it, vi } from 'vitest'
import { ModelStatusEnum, type AzureRealTimeAudio } from '../../../src/core.ts'
import { ClockedPlayer } from '../../../src/testing/ClockedPlayer.ts'
import { sound } from '../../simulator/support/parts.ts'
import { azureSite, heardBy } from './azureSite.ts'
import { connected, next } from './connected.ts'

const { IDLE, LISTENING, THINKING, SPEAKING } = ModelStatusEnum

const reached = (client: AzureRealTimeAudio, status: ModelStatusEnum) =>
  vi.waitFor(() => expect(client.status).toBe(status), { interval: 2, timeout: 4000 })

function statusesOf(client: AzureRealTimeAudio) {
  const statuses: ModelStatusEnum[] = []
  client.on('status_changed', (status) => statuses.push(status))
  return statuses
}

const scenario = (say: string) => ({ name: 'one line', turns: [{ reply: [{ say }] }] })
/** Five seconds of sound, at 50 ms for each letter, which the service has sent within a moment. */
const LONG = scenario(
  'All of this takes five whole seconds, so that there is time enough to talk over the very end of it..',
)

describe('the status is derived', () => {
  it('from what the user says and hears: speaking begins with the sound, not when the answer is done', async () => {
    const client = await connected(await azureSite({ scenario: scenario('Yes.') }))
    const statuses = statusesOf(client)
    client.appendAudio(sound(300))
    client.appendAudio(sound(700, 0))
    await vi.waitFor(() => expect(statuses).toHaveLength(4), { timeout: 4000 })
    expect(statuses).toEqual([LISTENING, THINKING, SPEAKING, IDLE])
  })

  it('and is still speaking after the answer is done, while its sound is heard', async () => {
    const client = await connected(await azureSite({ scenario: LONG }))
    const done = next(client, 'response.done')
    client.createResponse()
    await done
    await reached(client, SPEAKING)
    expect(client.status).toBe(SPEAKING)
  })

  it('cuts what is being said when the user talks over it, although the service is done with it', async () => {
    const site = await azureSite({ scenario: LONG })
    const client = await connected(site)
    const done = next(client, 'response.done')
    client.createResponse()
    const { response } = await done
    await reached(client, SPEAKING)
    const truncated = next(client, 'conversation.item.truncated')
    client.appendAudio(sound(300))
    await reached(client, LISTENING)
    const [item] = (response as { readonly output: readonly { readonly id: string }[] }).output
    expect(await truncated).toMatchObject({ item_id: item?.id, content_index: 0 })
    expect(heardBy(site, 'conversation.item.truncate')).toHaveLength(1)
  })

  it('cancels the running answer when the app asks for it, also while it is heard', async () => {
    const client = await connected(await azureSite({ scenario: LONG, pace: 1 }))
    client.createResponse()
    await reached(client, SPEAKING)
    const done = next(client, 'response.done')
    client.cancelResponse()
    expect(await done).toMatchObject({ response: { status: 'cancelled' } })
  })
})

describe('an app that plays the sound itself', () => {
  const speaking = async () => {
    const site = await azureSite({ scenario: LONG })
    const client = await connected(site)
    const done = next(client, 'response.done')
    client.createResponse()
    await done
    await reached(client, SPEAKING)
    return { site, client }
  }

  it.each([
    ['setModelSpeakDone()', (client: AzureRealTimeAudio) => client.setModelSpeakDone()],
    ['the status idle', (client: AzureRealTimeAudio) => (client.status = IDLE)],
  ])('reports with %s that all was heard', async (_, report) => {
    const { site, client } = await speaking()
    report(client)
    expect(client.status).toBe(IDLE)
    expect(heardBy(site, 'conversation.item.truncate')).toEqual([])
  })

  it('reports with the status listening that the user talks, which cuts the answer', async () => {
    const { site, client } = await speaking()
    const statuses = statusesOf(client)
    client.status = LISTENING
    expect(client.status).toBe(LISTENING)
    await vi.waitFor(() => expect(heardBy(site, 'conversation.item.truncate')).toHaveLength(1))
    client.appendAudio(sound(200, 0))
    client.commitAudio()
    expect(client.status).toBe(IDLE)
    expect(statuses.slice(-2)).toEqual([LISTENING, IDLE])
  })

  it('need not say that the user is done, when the service hears it or nobody listens any more', async () => {
    const client = await connected(await azureSite({ scenario: LONG }))
    client.status = LISTENING
    client.appendAudio(sound(300))
    client.appendAudio(sound(700, 0))
    await reached(client, SPEAKING)
    client.status = LISTENING
    client.close()
    expect(client.status).toBe(IDLE)
  })

  it('is not listened to after the end', async () => {
    const client = await connected(await azureSite())
    client.close()
    const statuses = statusesOf(client)
    client.status = LISTENING
    expect([client.status, statuses]).toEqual([IDLE, []])
  })

  it('cannot make it speak or think by saying so', async () => {
    const client = await connected(await azureSite())
    client.status = SPEAKING
    expect(client.status).toBe(IDLE)
    client.status = THINKING
    expect(client.status).toBe(IDLE)
  })
})

describe('with a player', () => {
  it('what the app reports is left out, with one warning', async () => {
    const player = new ClockedPlayer()
    const client = await connected(await azureSite({ scenario: LONG }), { player })
    const warnings: string[] = []
    client.on('warning', ({ code }) => warnings.push(code))
    client.createResponse()
    await next(client, 'response.done')
    await vi.waitFor(() => {
      player.advance(20)
      expect(client.status).toBe(SPEAKING)
    })
    client.status = IDLE
    client.setModelSpeakDone()
    expect(client.status).toBe(SPEAKING)
    expect(warnings).toEqual(['status_ignored'])
    player.advance(6000)
    expect(client.status).toBe(IDLE)
  })

  it('the warning goes to the console where nobody listens for it', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const client = await connected(await azureSite(), { player: new ClockedPlayer() })
    client.status = LISTENING
    client.status = IDLE
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
  })
})
