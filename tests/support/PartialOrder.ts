import type { Item } from '../../src/protocol/items.ts'
import type { ServerEvent } from '../../src/protocol/serverEvents.ts'
import type { OwnEvent, SessionEvent } from '../../src/session/events.ts'
import { spoken } from './conversationSteps.ts'

/** One event, and those that must have come before it. */
export interface Node {
  readonly event: SessionEvent
  readonly after: readonly Node[]
}

const OURS = ['player.', 'text.', 'tool.', 'interrupt']

/** What a service says, and the client with it, with no more order than is promised. */
export class PartialOrder {
  readonly nodes: Node[] = []
  #count = 0
  /** Responses, the input buffer, and whatever the client does. */
  #main: Node | null = null
  /** `conversation.*`. */
  #kept: Node | null = null
  #previous: string | null = null

  /** Comes any time after those. */
  add(event: ServerEvent | OwnEvent, ...after: readonly (Node | null)[]): Node {
    const isOurs = OURS.some((prefix) => event.type.startsWith(prefix))
    const told = isOurs ? event : { ...event, event_id: `event_${++this.#count}` }
    const node = { event: told, after: after.filter((one) => one !== null) }
    this.nodes.push(node)
    return node
  }

  /** Comes after everything that happened before it. */
  happen(event: ServerEvent | OwnEvent, ...after: readonly Node[]): Node {
    this.#main = this.add(event, this.#main, ...after)
    return this.#main
  }

  /** Comes after everything that was kept before it. */
  keep(event: ServerEvent, ...after: readonly Node[]): void {
    this.#kept = this.add(event, this.#kept, ...after)
  }

  /** Whatever happens next comes after all of these. */
  join(ends: readonly Node[]): Node {
    return this.happen({ type: 'rate_limits.updated', rate_limits: [] }, ...ends)
  }

  place(item: Item, final: Item, begun: Node, finished: Node): void {
    const previous_item_id = this.#previous
    this.keep({ type: 'conversation.item.added', item, previous_item_id }, begun)
    this.keep({ type: 'conversation.item.done', item: final, previous_item_id }, finished)
    this.#previous = item.id
  }

  /** The user begins to speak; the words are written down whenever that is. */
  speak(id: string, words: 'whole' | 'in pieces' | 'failed' | 'never'): Node {
    const begun = this.happen({ type: 'input_audio_buffer.speech_started', item_id: id })
    const ids = { item_id: id, content_index: 0 }
    if (words === 'failed')
      this.add({ type: 'conversation.item.input_audio_transcription.failed', ...ids }, begun)
    if (words !== 'in pieces' && words !== 'whole') return begun
    const type = 'conversation.item.input_audio_transcription.delta'
    const one = words === 'whole' ? begun : this.add({ type, ...ids, delta: 'said ' }, begun)
    const two = words === 'whole' ? begun : this.add({ type, ...ids, delta: id }, one)
    const completed = 'conversation.item.input_audio_transcription.completed'
    this.add({ type: completed, ...ids, transcript: `said ${id}` }, two)
    return begun
  }

  stop(id: string, begun: Node): void {
    const previous_item_id = this.#previous
    this.happen({ type: 'input_audio_buffer.speech_stopped', item_id: id })
    this.happen({ type: 'input_audio_buffer.committed', item_id: id, previous_item_id })
    this.place(spoken(id), spoken(id), begun, begun)
  }
}

/** The events in an order that keeps what is promised. @param pick - 0 to 1: which of those that may come next. */
export function inSomeOrder(nodes: readonly Node[], pick: () => number): readonly SessionEvent[] {
  const waiting = [...nodes]
  const come = new Set<Node>()
  const events: SessionEvent[] = []
  while (waiting.length > 0) {
    const ready = waiting.filter(({ after }) => after.every((one) => come.has(one)))
    const next = ready[Math.floor(pick() * ready.length)]
    if (next === undefined) throw new Error('This order has a circle.')
    waiting.splice(waiting.indexOf(next), 1)
    come.add(next)
    events.push(next.event)
  }
  return events
}
