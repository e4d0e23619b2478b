import { describe, expect, it } from 'vitest'
import { base64ToPcm16 } from '../../../src/audio/sound/pcm.ts'
import { VoiceError } from '../../../src/base/errors.ts'
import { local } from '../../../src/protocol/endpoint.ts'
import type { SessionSettings } from '../../../src/protocol/SessionSettings.ts'
import { RealtimeSession } from '../../../src/session/RealtimeSession.ts'
import { scriptedLine } from '../../../src/testing/scriptedLine.ts'

/** A session that connects; its line is accepted when the test says so. */
function connecting(settings: SessionSettings = {}) {
  const line = scriptedLine()
  const session = new RealtimeSession({
    endpoint: local({ url: 'ws://127.0.0.1:1' }),
    transport: line.transport,
    settings,
  })
  void session.connect()
  const accept = async () => {
    await expect.poll(line.opened).toBeGreaterThan(0)
    line.accept()
  }
  const words = () => line.sent.map(({ type }) => type).slice(1)
  const heard = () =>
    line.sent.flatMap((event) =>
      event.type === 'input_audio_buffer.append' ? [event.audio.length] : [],
    )
  return { line, session, accept, words, heard }
}

/** Of this value all over, so that it is known again. */
const sound = (ms: number, value = 900) => new Int16Array(ms * 24).fill(value)
/** In the letters of base64, PCM16 at 24 kHz. */
const LETTERS_PER_MS = 64

describe('sound of one’s own before there is a line', () => {
  it('waits for it, and with it what was made of it, in order', async () => {
    const { session, line, accept, words } = connecting()
    session.appendAudio(sound(50))
    session.clearAudioBuffer()
    session.appendAudio(sound(100, 1))
    session.appendAudio(sound(200, 2))
    session.commitAudio()
    session.createConversationItem({
      type: 'message',
      role: 'user',
      content: [{ type: 'input_text', text: 'And this.' }],
    })
    session.appendAudio(sound(300, 3))
    session.commitAudio()
    session.createResponse()
    await accept()
    expect(words()).toEqual([
      'input_audio_buffer.append',
      'input_audio_buffer.clear',
      'input_audio_buffer.append',
      'input_audio_buffer.append',
      'input_audio_buffer.commit',
      'conversation.item.create',
      'input_audio_buffer.append',
      'input_audio_buffer.commit',
      'response.create',
    ])
    expect(
      line.sent.flatMap((event) =>
        event.type === 'input_audio_buffer.append' ? [base64ToPcm16(event.audio)[0]] : [],
      ),
    ).toEqual([900, 1, 2, 3])
    session.appendAudio(sound(40))
    expect(words().slice(9)).toEqual(['input_audio_buffer.append'])
  })

  it('is not kept for the next conversation', async () => {
    const { session, line, accept, words } = connecting()
    await expect.poll(line.opened).toBe(1)
    session.appendAudio(sound(100))
    session.commitAudio()
    line.lose(new VoiceError('connection_lost'))
    void session.connect()
    await expect.poll(line.opened).toBe(2)
    await accept()
    expect(words()).toEqual([])
  })

  it('waits up to 10 s of it; of more the oldest goes, and what was to be made of that alone', async () => {
    const { session, accept, words, heard } = connecting()
    session.appendAudio(sound(3000))
    session.commitAudio()
    for (let piece = 0; piece < 11; piece++) session.appendAudio(sound(1000))
    session.commitAudio()
    await accept()
    expect(heard()).toEqual(Array<number>(10).fill(1000 * LETTERS_PER_MS))
    expect(words().filter((type) => type === 'input_audio_buffer.commit')).toHaveLength(1)
  })

  it('waits up to 10 s of telephones’ sound too, which is six times smaller', async () => {
    const { session, accept, heard } = connecting({ inputFormat: 'g711_ulaw' })
    for (let piece = 0; piece < 11; piece++) session.appendAudio(new Uint8Array(8001))
    await accept()
    expect(heard()).toHaveLength(9)
  })

  it('keeps what came last whole, however long it is', async () => {
    const { session, accept, heard } = connecting()
    session.appendAudio(sound(1000))
    session.appendAudio(sound(20_000))
    await accept()
    expect(heard()).toEqual([20_000 * LETTERS_PER_MS])
  })
})

describe('without a conversation', () => {
  it.each(['idle', 'closed', 'failed'])('%s, sound is dropped, and a turn is none', async (how) => {
    const { session, line, accept } = connecting()
    await accept()
    if (how === 'failed') line.lose(new VoiceError('connection_lost'))
    if (how === 'closed') session.disconnect()
    const idle = new RealtimeSession({ endpoint: local({ url: 'ws://127.0.0.1:1' }) })
    const one = how === 'idle' ? idle : session
    expect(one.getSnapshot().connection.status).toBe(how)
    const before = line.sent.length
    const none = expect.objectContaining({ code: 'not_connected' }) as Error
    one.appendAudio(sound(100))
    one.clearAudioBuffer()
    expect(() => {
      one.commitAudio()
    }).toThrow(none)
    expect(() => {
      one.createResponse()
    }).toThrow(none)
    expect(line.sent).toHaveLength(before)
  })
})
