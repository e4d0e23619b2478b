import type { Brain, Reply, Turn } from '../../../src/simulator/brain/Brain.ts'

/** What the partner says, so that a test knows what it must hear. */
export const SAYS = {
  toText: 'I read what you wrote.',
  toSpeech: 'I hear you well.',
  toWeather: 'It is 12 degrees in Amsterdam.',
  story:
    'Once there was a lighthouse on a hill, far from any road. Its keeper had a dog, a boat and a radio. ' +
    'Every evening he rowed to the island, and every morning he rowed back with fish and with news. ' +
    'One winter the harbour froze, and for the first time in his life he walked home over the sea.',
} as const

/** What the partner takes every spoken turn to hold. */
export const HEARD = 'Do you hear me?'

export const WEATHER_TOOL = {
  type: 'function' as const,
  name: 'get_weather',
  description: 'The weather in a city.',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
}

function answer({ input, tools }: Turn): Reply {
  switch (input.kind) {
    case 'toolOutput': {
      const { temp } = JSON.parse(input.output) as { temp: number }
      return [{ say: `It is ${temp} degrees in Amsterdam.` }]
    }
    case 'speech':
      return [{ say: SAYS.toSpeech }]
    case 'text':
      if (input.text.includes('fail')) throw new Error('The partner was told to fail.')
      if (input.text.includes('story')) return [{ say: SAYS.story }]
      if (input.text.includes('weather') && tools.includes('get_weather'))
        return [{ call: { name: 'get_weather', arguments: { city: 'Amsterdam' } } }]
      return [{ say: SAYS.toText }]
    case 'nothing':
      return [{ say: SAYS.toText }]
  }
}

/** Calls the tool for the weather, tells a long story and fails when asked, and answers anything else in a few words. */
export const partnerBrain = (): Brain => ({ answer, heard: () => HEARD })
