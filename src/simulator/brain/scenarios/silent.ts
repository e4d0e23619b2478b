import type { Scenario } from '../Scenario.ts'

export const silent: Scenario = {
  name: 'silent',
  description:
    'Hears and writes down what is said, and never answers: each response is completed with nothing in it, as real models do now and then. ' +
    'A client that waits for the first sound waits in vain.',
  transcription: { delayMs: 500 },
  turns: [{ heard: 'Is anybody there?', reply: [] }],
}
