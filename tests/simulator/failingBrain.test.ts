import { expect, it } from 'vitest'
import { pushToTalk, saying, simulated } from './support/simulated.ts'

it('a brain that fails to tell what it heard has heard nothing', () => {
  const brain = {
    ...saying({ say: 'Yes.' }),
    heard() {
      throw new Error('deaf')
    },
  }
  const { update, append, say, last, all, logged } = simulated({ brain })
  update(pushToTalk)
  append(200)
  say({ type: 'input_audio_buffer.commit' })
  expect(last('conversation.item.done').item.role).toBe('user')
  expect(all('error')).toEqual([])
  expect(logged).toEqual([expect.stringContaining('deaf')])
})
