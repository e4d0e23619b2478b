import type { Brain, Turn } from './Brain.ts'

const GREETINGS = [
  'Hello! I am the simulator. I can hear you, though I do not understand the words.',
  'Hi there! I am only a simulator, but I am listening.',
]
const AFTER_A_WORD = ['Yes?', 'Mhm, go on.', 'I am listening.', 'Right. And then?']
const AFTER_A_SENTENCE = [
  'That is interesting. Tell me more.',
  'I see. What happened after that?',
  'Thank you for telling me. How did that feel?',
  'Good point. Is there more to it?',
]
const AFTER_A_STORY = [
  'That was quite a story, and I heard every second of it. Which part matters most to you?',
  'You had a lot to say, and I enjoyed listening. Shall we look at one thing at a time?',
  'That took a while, so let me catch my breath. What would you like to talk about next?',
]
const TO_TEXT = [
  'I read what you wrote. You can also say it aloud, if you like.',
  'Thank you for your message. What else is on your mind?',
  'Noted. Type on, or press the microphone and talk to me.',
]
const TO_A_QUESTION = [
  'That is a good question. A real model would know the answer; I only keep you company.',
  'I wish I knew. What do you think yourself?',
  'Hard to say for a simulator. Ask me something else?',
]
const TO_SILENCE = ['I am still here. Say something, or type it.', 'Take your time. I can wait.']

function linesFor({ index, input }: Turn): readonly string[] {
  switch (input.kind) {
    case 'toolOutput':
      return [`The tool answered: ${input.output}`]
    case 'nothing':
      return index === 0 ? GREETINGS : TO_SILENCE
    case 'text':
      return index === 0 ? GREETINGS : input.text.includes('?') ? TO_A_QUESTION : TO_TEXT
    case 'speech':
      if (index === 0) return GREETINGS
      if (input.durationMs < 1200) return AFTER_A_WORD
      return input.durationMs < 8000 ? AFTER_A_SENTENCE : AFTER_A_STORY
  }
}

/** Keeps the conversation going with a few lines of its own, by how long the user spoke and which turn it is. Never says the same line twice in a row. */
export function listener(): Brain {
  let last = ''
  return {
    answer(turn) {
      const lines = linesFor(turn)
      const first = lines[turn.index % lines.length] ?? ''
      const say = first === last ? (lines[(turn.index + 1) % lines.length] ?? first) : first
      last = say
      return [{ say }]
    },
  }
}
