import { describe, expect, it } from 'vitest'
import { splitHeard } from '../../../src/session/splitHeard.ts'
import { go } from '../../support/conversationSteps.ts'
import { connected, said } from '../../support/sequence.ts'
import { heard, interrupt, soundDone, speaking, words } from '../../support/spokenAnswer.ts'

const ahead = words(' five six seven eight nine ten eleven twelve')
const soFar = (ms: number) => heard(ms, { receivedMs: ms })

describe('a cut while the words run ahead of the sound', () => {
  it('counts no more words as heard than can be said in that time, and says so', () => {
    expect(speaking(ahead, interrupt, soFar(400)).items).toMatchObject([
      {
        status: 'interrupted',
        heardText: 'one two ',
        unheardText: 'three four five six seven eight nine ten eleven twelve',
        heardBy: 'speaking-rate',
      },
    ])
  })

  it('goes by the share of the sound when no more of it will come', () => {
    expect(speaking(ahead, soundDone(), interrupt, heard(500)).items).toMatchObject([
      { heardText: 'one two three four five six ', heardBy: 'share-of-audio' },
    ])
  })

  it('goes by the share where that is less', () => {
    expect(speaking(interrupt, heard(450)).items).toMatchObject([
      { heardText: 'one two ', heardBy: 'share-of-audio' },
    ])
  })

  it('counts more where the voice was asked to be quicker', () => {
    const { state } = speaking(ahead)
    const quick = go(
      { ...state, settings: { ...state.settings, speed: 1.5 } },
      interrupt,
      soFar(400),
    )
    expect(quick.items).toMatchObject([{ heardText: 'one two ' }])
    const longer = go(
      { ...state, settings: { ...state.settings, speed: 1.5 } },
      interrupt,
      soFar(500),
    )
    expect(longer.items).toMatchObject([{ heardText: 'one two three ' }])
  })

  it('counts a syllable that is one character as three letters', () => {
    const sound = { heardMs: 1000, receivedMs: 1000, isComplete: false }
    expect(splitHeard('我'.repeat(100), sound).heard).toHaveLength(6)
    expect(splitHeard('안녕 '.repeat(100), sound).heard).toHaveLength(9)
  })
})

describe('an answer that sounded on when its line was replaced', () => {
  const carried = (text: string, ms: number) =>
    said(
      go(
        connected(),
        { type: 'response.created', response: { id: 'r1' } },
        {
          type: 'response.output_audio.delta',
          response_id: 'r1',
          item_id: 'A',
          content_index: 0,
          delta: 'AAAA',
        },
        words(text),
        soundDone(),
        { type: 'player.started', itemId: 'A' },
        { type: 'line.swapped' },
        interrupt,
        heard(ms),
      ).effects,
    )

  it('is rewritten with what was heard, also without spaces', () => {
    expect(carried('你好，我是你的语音助手，今天可以帮你做什么？', 500)).toContainEqual({
      type: 'conversation.item.create',
      item: {
        type: 'message',
        role: 'assistant',
        content: [{ type: 'output_text', text: '你好，我是你的语音助手，' }],
      },
    })
  })

  it('is only taken out when no word of it was heard to its end', () => {
    const sent = carried('Absolutely.', 500)
    expect(sent).toContainEqual({ type: 'conversation.item.delete', item_id: 'A' })
    expect(sent.map(({ type }) => type)).not.toContain('conversation.item.create')
  })
})
