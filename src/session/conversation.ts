import type { ConversationItem } from './ConversationItem.ts'

/** Where an item stands: after which other one, as the service says. */
interface Place {
  readonly id: string
  /** `null`: at the front. `undefined`: nobody said; it stands where it came. */
  readonly after: string | null | undefined
}

/** The items in the order of the conversation, whatever the order in which they became known. */
export interface Conversation {
  readonly places: readonly Place[]
  readonly items: readonly ConversationItem[]
}

export const emptyConversation: Conversation = { places: [], items: [] }

export const findItem = (conversation: Conversation, id: string): ConversationItem | undefined =>
  conversation.items.find((item) => item.id === id)

/** Puts `place` after its predecessor; then whoever waited for it after it, and so on. */
function settle(places: readonly Place[], place: Place): readonly Place[] {
  const list = places.filter((other) => other.id !== place.id)
  const indexOf = (id: string) => list.findIndex((other) => other.id === id)
  const before = typeof place.after === 'string' ? indexOf(place.after) : -1
  const at = place.after === null ? 0 : before < 0 ? list.length : before + 1
  list.splice(at, 0, place)
  // Each is moved once: a service that names two items after each other would otherwise never let us go.
  const moved = new Set([place.id])
  for (const leader of moved) {
    const late = list.filter((other) => other.after === leader && !moved.has(other.id))
    for (const follower of late) {
      const from = indexOf(follower.id)
      if (from > indexOf(leader)) continue
      list.splice(from, 1)
      list.splice(indexOf(leader) + 1, 0, follower)
      moved.add(follower.id)
    }
  }
  return list
}

/** Adds an item, or moves one that was placed by guess to where the service says. Known facts of it are kept. */
export function placeItem(
  conversation: Conversation,
  item: ConversationItem,
  after: string | null | undefined,
): Conversation {
  const { places, items } = conversation
  const known = places.find((place) => place.id === item.id)
  if (known && (after === undefined || known.after === after)) return conversation
  const place = { id: item.id, after }
  const isNext = after === undefined || after === (places.at(-1)?.id ?? null)
  if (!known && isNext && !places.some((other) => other.after === item.id))
    return { places: [...places, place], items: [...items, item] }
  const settled = settle(places, place)
  const byId = new Map(items.map((one) => [one.id, one]))
  if (!known) byId.set(item.id, item)
  return { places: settled, items: settled.flatMap(({ id }) => byId.get(id) ?? []) }
}

/** Changes one item. The same object when nothing changes, or when it is not known. */
export function changeItem(
  conversation: Conversation,
  id: string,
  change: (item: ConversationItem) => ConversationItem,
): Conversation {
  const index = conversation.items.findIndex((item) => item.id === id)
  const before = conversation.items[index]
  if (before === undefined) return conversation
  const after = change(before)
  if (after === before) return conversation
  return { ...conversation, items: conversation.items.with(index, after) }
}

export function removeItem(conversation: Conversation, id: string): Conversation {
  if (!findItem(conversation, id)) return conversation
  return {
    places: conversation.places.filter((place) => place.id !== id),
    items: conversation.items.filter((item) => item.id !== id),
  }
}

/**
 * Splits a text where the sound was cut, by the share of the audio that was heard, at the end of a word.
 *
 * An estimate: the services give no word times, and a transcript is not spoken evenly.
 */
export function splitHeard(
  text: string,
  heardMs: number,
  receivedMs: number,
): { heard: string; unheard: string } {
  const share = receivedMs > 0 ? Math.min(1, heardMs / receivedMs) : 0
  const at = Math.round(text.length * share)
  if (at >= text.length) return { heard: text, unheard: '' }
  const lastGap = text.lastIndexOf(' ', at)
  const end = lastGap > 0 ? lastGap + 1 : 0
  return { heard: text.slice(0, end), unheard: text.slice(end) }
}
