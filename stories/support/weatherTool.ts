import { tool } from '../../src/index.ts'

const SKIES = ['clear', 'grey', 'rainy', 'snowing', 'windy']

/** Invents the weather of a city: the same one for the same city. */
export const weatherTool = tool({
  name: 'get_weather',
  description: 'The weather in a city, now.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  needsApproval: true,
  execute: async ({ city }) => {
    await new Promise((resolve) => setTimeout(resolve, 800))
    const seed = Array.from(city, (letter) => letter.charCodeAt(0)).reduce((a, b) => a + b, 0)
    return { city, temp: (seed % 35) - 5, sky: SKIES[seed % SKIES.length] }
  },
})
