import type { Scenario } from '../Scenario.ts'

export const weather: Scenario = {
  name: 'weather',
  description:
    'Asks the tool get_weather for the city that was named ("… in Oslo"), or for Amsterdam, and says what comes back. ' +
    'Give the session the tool: {"type":"function","name":"get_weather","parameters":{"type":"object",' +
    '"properties":{"city":{"type":"string"}},"required":["city"]}}, and answer it with JSON such as ' +
    '{"temp":21,"sky":"sunny"}; it says both. An output with the field "error" is told as such.',
  turns: [
    {
      // As this library tells a model of a call that was refused or that failed.
      when: { toolOutput: 'get_weather', text: '"error"' },
      reply: [{ say: 'I could not find out about the weather, so I had better not say anything.' }],
    },
    {
      when: { toolOutput: 'get_weather' },
      reply: [
        { say: 'Here is what I was told.' },
        { say: 'It is {{tool.temp}} degrees and {{tool.sky}}.' },
      ],
    },
    {
      when: { text: '\\b(bye|goodbye|stop|thanks?)\\b' },
      reply: [{ say: 'Goodbye, and stay dry.' }],
    },
    {
      when: { text: '\\bin (?<city>[\\p{L} -]+)' },
      reply: [
        { say: 'One moment, I am looking at the sky over {{match.city}}.' },
        { call: { name: 'get_weather', arguments: { city: '{{match.city}}' } } },
      ],
    },
    {
      // What a spoken turn is taken to hold, because nobody here understands speech.
      heard: 'What is the weather like?',
      reply: [{ call: { name: 'get_weather', arguments: { city: 'Amsterdam' } } }],
    },
  ],
}
