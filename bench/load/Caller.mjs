import WebSocket from 'ws'

const BYTES_PER_MS = 48
/** After the last word, for the turn to end and to be told. */
const LAST_WORDS_MS = 1500

const SESSION = {
  type: 'realtime',
  audio: {
    input: {
      turn_detection: {
        type: 'server_vad',
        threshold: 0.5,
        prefix_padding_ms: 300,
        silence_duration_ms: 500,
        // The client asks for answers one after the other, so that both directions carry sound all the time.
        create_response: false,
        interrupt_response: false,
      },
    },
  },
}

const wordsFor = (name, n) =>
  `Caller ${name} asks for the story of day ${n}. On that day the sea was ${n} fathoms deep, ` +
  `and ${name} ships came home through the fog, slowly, with a basket of fish for the keeper of the lamp.`

const bytesOf = (base64) =>
  (base64.length / 4) * 3 - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0)

/** One client: talks without end, is answered without end, and notes when each delta came. */
export class Caller {
  #socket
  #microphone
  #voice
  #newWords
  #asked = 0
  #startedMs = 0
  #chunkMs
  #timer = null
  #waiting = null
  #leaving = false
  #answer = null
  #finish
  problems = []
  started = 0
  committed = 0
  /** For each answer its deltas: when it came, and how much sound of the answer came before it. */
  answers = []
  askedMs = 0
  firstDeltaMs = []
  /** Over when all is said and the line is closed. */
  done = new Promise((resolve) => (this.#finish = resolve))

  /** @param newWords - Names the caller, who never has the same words said twice; `null`: one long answer again and again. */
  constructor(url, { microphone, chunkMs, voice, newWords }) {
    this.#newWords = newWords
    this.#microphone = microphone
    this.#chunkMs = chunkMs
    this.#voice = voice
    this.#socket = new WebSocket(`${url}/v1/realtime?model=bench`, ['realtime'], {
      perMessageDeflate: false,
    })
    this.#socket.on('message', (data) => this.#hear(JSON.parse(data.toString())))
    this.#socket.on('error', (error) => this.problems.push(error.message))
    this.#socket.on('close', (code) => {
      clearTimeout(this.#timer)
      clearTimeout(this.#waiting)
      if (!this.#leaving) this.problems.push(`closed with ${code}`)
      this.#finish()
    })
  }

  get said() {
    return this.#microphone.said
  }

  #say(event) {
    this.#socket.send(JSON.stringify(event))
  }

  #hear(event) {
    switch (event.type) {
      case 'session.created': {
        const audio = { ...SESSION.audio, output: { voice: this.#voice } }
        return this.#say({ type: 'session.update', session: { ...SESSION, audio } })
      }
      case 'session.updated':
        this.#startedMs = performance.now()
        this.#ask()
        return this.#talk(0)
      case 'response.created':
        this.#answer = { deltas: [], soundMs: 0 }
        return void this.answers.push(this.#answer)
      case 'response.output_audio.delta': {
        const atMs = performance.now()
        const answer = this.#answer
        if (answer.deltas.length === 0) this.firstDeltaMs.push(atMs - this.askedMs)
        answer.deltas.push({ atMs, beforeMs: answer.soundMs })
        answer.soundMs += bytesOf(event.delta) / BYTES_PER_MS
        return
      }
      case 'response.done':
        return this.#newWords === null ? this.#ask() : this.#askWhenHeard()
      case 'input_audio_buffer.speech_started':
        return void this.started++
      case 'input_audio_buffer.committed':
        return void this.committed++
      case 'error':
        return void this.problems.push(event.error.message)
    }
  }

  #ask() {
    if (this.#leaving) return
    this.askedMs = performance.now()
    if (this.#newWords !== null) this.#write(wordsFor(this.#newWords, this.#asked++))
    this.#say({ type: 'response.create' })
  }

  #write(text) {
    const content = [{ type: 'input_text', text }]
    this.#say({
      type: 'conversation.item.create',
      item: { type: 'message', role: 'user', content },
    })
  }

  /** No voice could make new words faster than they are heard, for so many. */
  #askWhenHeard() {
    const { deltas, soundMs } = this.#answer
    const endMs = (deltas[0]?.atMs ?? 0) + soundMs
    this.#waiting = setTimeout(() => this.#ask(), Math.max(0, endMs - performance.now()))
  }

  /** Chunk `n` is due at its own time, however late the one before was. */
  #talk(n) {
    const append = this.#microphone.next()
    if (append === null) {
      this.#timer = setTimeout(() => this.#leave(), LAST_WORDS_MS)
      return
    }
    this.#socket.send(append)
    const dueMs = this.#startedMs + (n + 1) * this.#chunkMs
    this.#timer = setTimeout(() => this.#talk(n + 1), Math.max(0, dueMs - performance.now()))
  }

  #leave() {
    this.#leaving = true
    this.#socket.close(1000)
  }
}
