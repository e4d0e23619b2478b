import type { Scenario } from '../Scenario.ts'

export const longTalker: Scenario = {
  name: 'longTalker',
  description: 'Talks for about half a minute each time, so that there is something to talk over.',
  turns: [
    {
      // With no "when" it fits always.
      reply: [
        { say: 'Let me tell you about the lighthouse on the hill.' },
        {
          say: 'It was built long ago, when ships still had sails and the nights had no other light.',
        },
        {
          say: 'Every evening the keeper climbed ninety nine steps with a can of oil in his hand.',
        },
        { say: 'He lit the lamp, wound the clockwork, and sat down to watch the sea.' },
        {
          say: 'Some nights were calm, and some were so loud that he could not hear his own voice.',
        },
        {
          say: 'One winter a boat came home through the fog, slowly, and only because of that lamp.',
        },
        {
          say: 'The crew never met the keeper, and yet they thanked him every year with a basket of fish.',
        },
      ],
    },
  ],
}
