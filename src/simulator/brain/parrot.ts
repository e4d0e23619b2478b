import type { Brain } from './Brain.ts'

/** Says back what the user said: the user's own sound, so everything between the microphone and the loudspeaker is put to the test. */
export function parrot(): Brain {
  return {
    answer: ({ input }) =>
      input.kind === 'nothing'
        ? [{ say: 'Say something, and I will say it back.' }]
        : input.kind === 'toolOutput'
          ? [{ say: input.output }]
          : [{ echo: true }],
  }
}
