import type { Item } from '../../src/protocol/items.ts'
import type { OwnEvent } from '../../src/session/events.ts'
import { answer, typed } from './conversationSteps.ts'
import { PartialOrder, type Node } from './PartialOrder.ts'

/** How a turn ends. */
export const ANSWERS = [
  'whole',
  'in writing',
  'of a tool',
  'failed',
  'cut by a voice',
  'cut by the app',
  'cut when it was complete',
  'cut before it began',
] as const
export interface TurnPlan {
  readonly by: 'voice' | 'text'
  readonly answer: (typeof ANSWERS)[number]
  readonly words: 'whole' | 'in pieces' | 'failed' | 'never'
  readonly deltas: number
  readonly hasAside: boolean
}

/**
 * What a service says in a conversation, and the client with it, as a partial order: it promises no more.
 *
 * A response keeps its own order; its sound and its words come beside each other. `conversation.*` come in their own
 * order beside `response.*`, transcripts whenever they like, and answers out of band beside everything.
 */
export function serviceStream(turns: readonly TurnPlan[]): readonly Node[] {
  const order = new PartialOrder()
  turns.forEach((plan, n) => {
    const begun = ask(order, plan, `user_${n}`)
    if (plan.hasAside) answerAside(order, begun, n)
    if (plan.answer === 'of a tool') answerByTool(order, begun, n)
    else answerInWords(order, plan, begun, n)
  })
  return order.nodes
}

function ask(order: PartialOrder, { by, words }: TurnPlan, user: string): Node {
  if (by === 'voice') {
    const begun = order.speak(user, words)
    order.stop(user, begun)
    return begun
  }
  const sent = { type: 'text.sent', itemId: user, text: user, role: 'user', respond: true } as const
  const begun = order.happen(sent)
  order.place(typed(user, user), typed(user, user), begun, begun)
  return begun
}

function answerAside(order: PartialOrder, begun: Node, n: number): void {
  const id = `aside_${n}`
  const ids = { response_id: id, item_id: `beside_${n}`, content_index: 0 }
  const made = order.add(
    { type: 'response.created', response: { id, conversation_id: null } },
    begun,
  )
  const said = order.add({ type: 'response.output_text.delta', ...ids, delta: 'aside' }, made)
  order.add({ type: 'response.done', response: { id, status: 'completed' } }, said)
}

/** A response of which nothing comes. */
function answerNothing(order: PartialOrder, id: string): void {
  order.happen({ type: 'response.created', response: { id } })
  order.happen({ type: 'response.done', response: { id, status: 'completed' } })
}

function answerByTool(order: PartialOrder, begun: Node, n: number): void {
  const id = `resp_${n}`
  const call_id = `call_${n}`
  const part = { id: `item_${n}`, type: 'function_call', call_id, name: 'look' } as const
  const item: Item = { ...part, arguments: '', status: 'in_progress' }
  const written: Item = { ...part, arguments: '{}', status: 'completed' }
  const ids = { response_id: id, item_id: part.id, call_id }
  order.happen({ type: 'response.created', response: { id } })
  order.happen({ type: 'response.output_item.added', response_id: id, item })
  order.happen({ type: 'response.function_call_arguments.done', ...ids, arguments: '{}' })
  const finished = order.happen({
    type: 'response.output_item.done',
    response_id: id,
    item: written,
  })
  order.place(item, written, begun, finished)
  order.happen({ type: 'response.done', response: { id, status: 'completed', output: [written] } })
  order.happen({ type: 'tool.running', callId: call_id })
  const told = order.happen({ type: 'tool.answered', callId: call_id, output: 'seen' })
  const output: Item = { id: `output_${n}`, type: 'function_call_output', call_id, output: 'seen' }
  order.place(output, output, told, told)
  answerNothing(order, `${id}b`)
}

function answerInWords(order: PartialOrder, plan: TurnPlan, begun: Node, n: number): void {
  const { answer: kind, words, deltas } = plan
  const response_id = `resp_${n}`
  const item_id = `item_${n}`
  const ids = { response_id, item_id, content_index: 0 }
  const isSpoken = kind !== 'in writing'
  const isCut = kind.startsWith('cut')
  const isCutShort = kind === 'cut by a voice' || kind === 'cut by the app'
  const next = `again_${n}`
  const again: Node[] = []

  const stream = (from: number, to: number, last: Node): readonly Node[] => {
    let sound = last
    let text = last
    const type = isSpoken ? 'response.output_audio_transcript.delta' : 'response.output_text.delta'
    for (let at = from; at < to; at++) {
      text = order.add({ type, ...ids, delta: `word${at} ` }, text)
      if (!isSpoken) continue
      sound = order.add({ type: 'response.output_audio.delta', ...ids, delta: 'AAAA' }, sound)
      // It is heard before the rest of it comes.
      if (at === 0) sound = order.add({ type: 'player.started', itemId: item_id }, sound)
    }
    return [sound, text]
  }
  /** @returns When the player has answered. */
  const interrupt = (): Node => {
    if (kind === 'cut by the app') order.happen({ type: 'interrupt' })
    else again.push(order.speak(next, words))
    const heard = [{ itemId: item_id, contentIndex: 0, heardMs: 300, receivedMs: 1000 }]
    const interrupted: OwnEvent = { type: 'player.interrupted', heard }
    const answered = order.happen(interrupted)
    order.keep({ type: 'conversation.item.truncated', ...ids, audio_end_ms: 300 }, answered)
    return answered
  }

  if (kind === 'cut before it began') again.push(order.speak(next, words))
  order.happen({ type: 'response.created', response: { id: response_id } })
  const empty = answer(item_id, '', 'in_progress')
  const announced = order.happen({ type: 'response.output_item.added', response_id, item: empty })
  const cutAt = isCutShort ? Math.ceil(deltas / 2) : deltas
  let ends = stream(0, cutAt, announced)
  if (isCutShort) {
    order.join(ends)
    ends = stream(cutAt, deltas, interrupt())
  }
  const all = Array.from({ length: deltas }, (_, at) => `word${at} `).join('')
  const isBad = kind === 'failed' || isCutShort || kind === 'cut before it began'
  const final = answer(item_id, all, isBad ? 'incomplete' : 'completed')
  const status = !isBad ? 'completed' : isCut ? 'cancelled' : 'failed'
  const told = isSpoken
    ? [
        order.add({ type: 'response.output_audio.done', ...ids }, ...ends),
        order.add(
          { type: 'response.output_audio_transcript.done', ...ids, transcript: all },
          ...ends,
        ),
      ]
    : [order.add({ type: 'response.output_text.done', ...ids, text: all }, ...ends)]
  const last = { type: 'response.output_item.done', response_id, item: final } as const
  order.place(empty, final, begun, order.happen(last, ...told))
  const response = { id: response_id, status, output: [final] } as const
  const done = order.happen({ type: 'response.done', response })
  if (kind === 'cut when it was complete') interrupt()
  if (kind === 'cut before it began')
    order.keep({ type: 'conversation.item.deleted', item_id }, done)
  else if (isSpoken && !isCut) order.happen({ type: 'player.drained', itemId: item_id })
  for (const spokenAgain of again) {
    order.stop(next, spokenAgain)
    answerNothing(order, `${response_id}b`)
  }
}
