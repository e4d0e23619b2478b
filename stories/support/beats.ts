import type { Script, Stage } from './useScriptedVoice.ts'

/** What happens in a conversation, as a service says it on the wire. A script is a row of these. */

/** One beat after the other. */
export const play =
  (...beats: readonly Script[]): Script =>
  async (stage) => {
    for (const beat of beats) {
      await beat(stage)
      // What was heard when the sound stopped is answered in a later task.
      await new Promise((resolve) => setTimeout(resolve, 0))
    }
  }

export const connect: Script = async ({ session }) => {
  // A line that cannot be had is a state to show as well.
  await session.connect().catch(() => undefined)
}

export const beginToConnect: Script = ({ session }) => void session.connect()

/** A line cannot break before it is asked for, which takes a moment the first time. */
export const lineOpens: Script = async ({ line }) => {
  while (line.opened() === 0) await new Promise((resolve) => setTimeout(resolve, 5))
}

export const hangUp: Script = ({ session }) => session.disconnect()

/** The user begins to talk. */
export const speechStarts =
  (id: string): Script =>
  ({ line }) =>
    line.say({ type: 'input_audio_buffer.speech_started', item_id: id, audio_start_ms: 0 })

/** The user has stopped talking, and what was said is written down. */
const speechEnds =
  (id: string, transcript: string): Script =>
  ({ line }) =>
    line.say(
      { type: 'input_audio_buffer.speech_stopped', item_id: id, audio_end_ms: 1800 },
      { type: 'input_audio_buffer.committed', item_id: id },
      {
        type: 'conversation.item.input_audio_transcription.completed',
        item_id: id,
        content_index: 0,
        transcript,
      },
    )

export const userSays = (id: string, transcript: string): Script =>
  play(speechStarts(id), speechEnds(id, transcript))

/** Silence of PCM16 at 24 kHz, in base64, where zeros are As: loudness is the visualiser's, not the sound's. */
const sound = (ms: number) => 'A'.repeat(ms * 64)

/** The assistant begins an answer of `ms` of sound, and `text` is on the screen before it is heard. */
export const answerBegins =
  (id: string, text: string, ms: number): Script =>
  ({ line }) => {
    const of = { response_id: `response_${id}`, item_id: id, content_index: 0 }
    line.say(
      { type: 'response.created', response: { id: of.response_id } },
      {
        type: 'response.output_item.added',
        response_id: of.response_id,
        item: { id, type: 'message', role: 'assistant', status: 'in_progress', content: [] },
      },
      { type: 'response.output_audio_transcript.delta', ...of, delta: text },
      { type: 'response.output_audio.delta', ...of, delta: sound(ms) },
      { type: 'response.output_audio.done', ...of },
    )
  }

/** The service has sent all of it; it may not have been heard yet. */
export const answerEnds =
  (id: string): Script =>
  ({ line }) =>
    line.say({
      type: 'response.done',
      response: { id: `response_${id}`, status: 'completed', output: [] },
    })

export const hear =
  (ms: number): Script =>
  ({ player }: Stage) =>
    player.advance(ms)

/** An answer from its first to its last sample. */
export const answer = (id: string, text: string, ms = 2000): Script =>
  play(answerBegins(id, text, ms), answerEnds(id), hear(ms + 200))

/** From here on the service takes every setting. Before `connect`, so that it hears them all. */
export const confirmSettings: Script = ({ session, line }) => {
  session.on('*', ({ direction, event }) => {
    if (direction !== 'out' || event.type !== 'session.update') return
    if (session.getSnapshot().connection.status !== 'connected') return
    queueMicrotask(() => line.say({ type: 'session.updated', session: event.session }))
  })
}

/** From here on the service refuses every setting. */
export const refuseSettings: Script = ({ session, line }) => {
  session.on('*', ({ direction, event }) => {
    if (direction !== 'out' || event.type !== 'session.update') return
    const error = { type: 'invalid_request_error', param: 'session.audio.input.turn_detection' }
    queueMicrotask(() => line.say({ type: 'error', error }))
  })
}

/** From here on the service refuses a setting, and takes the others. */
export const refuseSetting =
  (refusal: { readonly param: string; readonly code?: string; readonly message: string }): Script =>
  ({ session, line }) => {
    session.on('*', ({ direction, event }) => {
      if (direction !== 'out' || event.type !== 'session.update') return
      const { event_id, session: asked } = event
      const path = refusal.param.split('.').slice(1)
      const isAsked =
        path.reduce<unknown>(
          (at, name) => (typeof at === 'object' && at ? Reflect.get(at, name) : undefined),
          asked,
        ) !== undefined
      const answer = isAsked
        ? { type: 'error', error: { type: 'invalid_request_error', event_id, ...refusal } }
        : { type: 'session.updated', session: asked }
      queueMicrotask(() => line.say(answer))
    })
  }

/** The model wants to call a tool. */
export const callsTool =
  (id: string, name: string, args: object): Script =>
  ({ line }) => {
    const response_id = `response_${id}`
    const call = { id, type: 'function_call', call_id: `call_${id}`, name }
    const finished = { ...call, arguments: JSON.stringify(args), status: 'completed' }
    line.say(
      { type: 'response.created', response: { id: response_id } },
      {
        type: 'response.output_item.added',
        response_id,
        item: { ...call, arguments: '', status: 'in_progress' },
      },
      { type: 'response.output_item.done', response_id, item: finished },
      {
        type: 'response.done',
        response: { id: response_id, status: 'completed', output: [finished] },
      },
    )
  }

/** The service gives an answer up. */
export const answerFails =
  (id: string, end: object): Script =>
  ({ line }) =>
    line.say(
      { type: 'response.created', response: { id: `response_${id}` } },
      { type: 'response.done', response: { id: `response_${id}`, output: [], ...end } },
    )

/** The service takes what was written or shown. */
export const confirmItems: Script = ({ line }) => {
  for (const event of line.sent)
    if (event.type === 'conversation.item.create')
      line.say({ type: 'conversation.item.added', item: event.item })
}

/** Answers that cut themselves off, because the microphone hears the loudspeaker. */
export const echoes: Script = play(
  connect,
  ...['1', '2', '3'].flatMap((turn) => [
    answerBegins(`a${turn}`, 'There are two direct trains.', 4000),
    hear(400),
    userSays(`u${turn}`, ''),
  ]),
)
