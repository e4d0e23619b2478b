import { expect } from 'vitest'
import type { SessionSettings } from '../../src/protocol/settings.ts'
import { until, type Client, type Service } from './dialectClient.ts'

const silence = (ms: number) => new Int16Array(ms * 24)

const itemsOf = ({ session }: Client) => session.getSnapshot().conversation.items
const say = async ({ session }: Client, text: string) => {
  const done = session.once('response.done')
  session.sendText(text)
  return (await done).response
}

interface Turn {
  readonly name: string
  readonly settings?: SessionSettings
  /** @param speech - Somebody talking, 24 kHz. */
  readonly run: (client: Client, speech: Int16Array, service: Service) => Promise<void>
}

/** One conversation in turns: what each of them does must be the same wherever it is held. */
export const TURNS: readonly Turn[] = [
  {
    name: 'a typed turn',
    run: async (client) => {
      expect((await say(client, 'Hello')).status).toBe('completed')
      expect(itemsOf(client)).toMatchObject([
        { role: 'user', status: 'completed', text: 'Hello' },
        { role: 'assistant', status: 'completed', text: 'I read what you wrote.', spoken: true },
      ])
    },
  },
  {
    name: 'a typed turn that is answered in writing',
    settings: { output: 'text' },
    run: async (client) => {
      await say(client, 'Hello')
      expect(itemsOf(client)[1]).toMatchObject({ text: 'I read what you wrote.', spoken: false })
    },
  },
  {
    name: 'a spoken turn',
    run: async (client, speech) => {
      const done = client.session.once('response.done')
      client.microphone.speak(speech)
      client.microphone.speak(silence(900))
      await done
      await until(() => itemsOf(client)[0]?.transcription === 'done')
      expect(itemsOf(client)).toMatchObject([
        { role: 'user', text: 'Do you hear me?', spoken: true },
        { role: 'assistant', text: 'I hear you well.' },
      ])
    },
  },
  {
    name: 'a turn by hand, in sound of its own',
    settings: { turnDetection: null },
    run: async (client, speech) => {
      const { session } = client
      expect(session.getSnapshot().settings.turnDetection).toBeNull()
      session.appendAudio(silence(200))
      session.clearAudioBuffer()
      session.appendAudio(speech)
      session.commitAudio()
      const done = session.once('response.done')
      session.createResponse()
      await done
      expect(itemsOf(client).map(({ role }) => role)).toEqual(['user', 'assistant'])
    },
  },
  {
    name: 'a turn with a tool',
    settings: { toolChoice: 'auto' },
    run: async (client) => {
      await say(client, 'What is the weather?')
      await until(() => itemsOf(client).at(-1)?.text.startsWith('So it is') === true)
      expect(itemsOf(client).at(-1)?.text).toBe('So it is: {"city":"Oslo","celsius":4}')
      expect(itemsOf(client).find(({ kind }) => kind === 'tool-call')).toMatchObject({
        status: 'completed',
        call: { name: 'get_weather', arguments: '{"city":"Oslo"}' },
      })
    },
  },
  {
    name: 'an answer that is interrupted and truncated',
    run: async (client) => {
      await say(client, 'Tell me a story')
      client.player.advance(500)
      const truncated = client.session.once('conversation.item.truncated')
      client.session.interrupt()
      expect(await truncated).toMatchObject({ content_index: 0, audio_end_ms: 505 })
      const answer = itemsOf(client)[1]
      expect(answer).toMatchObject({ status: 'interrupted', heardMs: 505 })
      expect(answer?.unheardText).not.toBe('')
    },
  },
  {
    name: 'an answer that is talked over while it is made',
    run: async (client, speech) => {
      const { session, player, microphone } = client
      await say(client, 'Tell me a story')
      player.advance(500)
      const truncated = session.once('conversation.item.truncated')
      microphone.speak(speech)
      await truncated
      const done = session.once('response.done')
      microphone.speak(silence(900))
      await done
      expect(itemsOf(client).map(({ role, status }) => `${role} ${status}`)).toEqual([
        'user completed',
        'assistant interrupted',
        'user completed',
        'assistant completed',
      ])
    },
  },
  {
    name: 'settings that change',
    run: async ({ session }) => {
      const updated = session.once('session.updated')
      const turnDetection = { type: 'server_vad', threshold: 0.7, silenceDurationMs: 900 } as const
      session.updateSettings({ instructions: 'Be brief.', turnDetection, maxOutputTokens: 99 })
      await updated
      expect(session.getSnapshot().settings).toMatchObject({
        instructions: 'Be brief.',
        turnDetection,
        maxOutputTokens: 99,
        voice: 'alloy',
      })
    },
  },
  {
    name: 'items that are made, fetched and deleted',
    run: async (client, _speech, { retrieves }) => {
      const { session, errors } = client
      const added = session.once('conversation.item.added')
      session.createConversationItem({
        type: 'message',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'As I said.' }],
      })
      const { item } = await added
      expect(item).toMatchObject({ content: [{ type: 'output_text', text: 'As I said.' }] })
      const retrieved = session.once('conversation.item.retrieved')
      session.retrieveItem(item.id)
      if (retrieves) expect((await retrieved).item).toMatchObject({ id: item.id, content: [{}] })
      const deleted = session.once('conversation.item.deleted')
      session.deleteItem(item.id)
      await deleted
      expect(itemsOf(client)).toEqual([])
      expect(errors.map(({ code }) => code)).toEqual(retrieves ? [] : ['protocol_warning'])
    },
  },
  {
    name: 'an answer beside the conversation',
    run: async (client, _speech, { hasMetadata }) => {
      const { session, errors } = client
      await say(client, 'Hello')
      const before = itemsOf(client).length
      const done = session.once('response.done')
      session.createResponse({
        conversation: 'none',
        output_modalities: ['text'],
        instructions: 'Sum it up.',
        max_output_tokens: 50,
        metadata: { purpose: 'summary' },
        tool_choice: { type: 'function', name: 'get_weather' },
        input: [{ type: 'item_reference', id: itemsOf(client)[0]?.id ?? '' }],
      })
      const { metadata } = (await done).response
      expect(metadata).toEqual(hasMetadata ? expect.objectContaining({ purpose: 'summary' }) : null)
      expect(errors.map(({ code }) => code)).toEqual(hasMetadata ? [] : ['setting_unavailable'])
      expect(itemsOf(client)).toHaveLength(before)
    },
  },
  {
    name: 'a picture',
    run: async (client, _speech, { sees }) => {
      const { session, errors } = client
      const show = () =>
        session.sendImage('data:image/png;base64,iVBORw0KGgo=', { text: 'Look', respond: false })
      // Refused in words, where it cannot be seen.
      if (!sees) return expect(show).toThrow('sees no pictures')
      show()
      await until(() => itemsOf(client)[0]?.status !== 'pending')
      expect(itemsOf(client)).toMatchObject([{ status: 'completed', text: 'Look' }])
      expect(errors).toEqual([])
    },
  },
]
