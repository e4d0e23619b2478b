import type { ConversationItem } from './ConversationItem.ts'

/** Where an item stands: after which other one, as the service says. */
interface Place {
  readonly id: string
  /** `null`: at the front. `undefined`: nobody said; it stands where it came. */
  readonly after: string | null | undefined
  /** Deleted, or of a kind that nobody reads: it only holds the place for those that follow it. */
  readonly hidden?: true
}

/** The items in the order of the conversation, whatever the order in which they became known. */
export interface Conversation {
  readonly places: readonly Place[]
  readonly items: readonly ConversationItem[]
}

export const emptyConversation: Conversation = { places: [], items: [] }

// What happens, happens to the latest items: from the end a talk of hours costs no more than a short one.
export const findItem = (conversation: Conversation, id: string): ConversationItem | undefined =>
  conversation.items.findLast((item) => item.id === id)

const findPlace = ({ places }: Conversation, id: string): Place | undefined =>
  places.findLast((place) => place.id === id)

/** Whether an item was taken out, or is of a kind that nobody reads. */
export const isHidden = (conversation: Conversation, id: string): boolean =>
  findPlace(conversation, id)?.hidden === true

/** The beginning of the id of whatever stands here for an answer that never came. */
export const STAND_IN = 'rv-missing-'
export const isStandIn = (one: { readonly id: string } | undefined): boolean =>
  one?.id.startsWith(STAND_IN) === true

/** Puts `place` after its predecessor; then whoever waited for it after it, and so on. */
function settle(places: readonly Place[], place: Place): readonly Place[] {
  const list = places.filter((other) => other.id !== place.id)
  const indexOf = (id: Place['after']) => list.findLastIndex((other) => other.id === id)
  const before = indexOf(place.after)
  let at = place.after === null ? 0 : before < 0 ? list.length : before + 1
  // The service does not know what stands there for an answer that it never gave.
  while (isStandIn(list[at])) at++
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

/** Services and clients also write the front as `root`. */
const asAfter = (previous: string | null | undefined) => (previous === 'root' ? null : previous)

function put({ places, items }: Conversation, place: Place, added?: ConversationItem) {
  const isNext = place.after === undefined || place.after === (places.at(-1)?.id ?? null)
  const isKnown = places.some(({ id }) => id === place.id)
  const all = added ? [...items, added] : items
  if (isNext && !isKnown && !places.some(({ after }) => after === place.id))
    return { places: [...places, place], items: all }
  const settled = settle(places, place)
  const byId = new Map(all.map((item) => [item.id, item]))
  return { places: settled, items: settled.flatMap(({ id }) => byId.get(id) ?? []) }
}

/** Adds an item, or moves one that was placed by guess to where the service says. Known facts of it are kept. */
export function placeItem(
  conversation: Conversation,
  item: ConversationItem,
  previous: string | null | undefined,
): Conversation {
  const known = findPlace(conversation, item.id)
  const after = asAfter(previous)
  if (known && (after === undefined || known.after === after)) return conversation
  return put(conversation, { ...known, id: item.id, after }, known ? undefined : item)
}

/** Changes one item. The same object when nothing changes, or when it is not known. */
export function changeItem(
  conversation: Conversation,
  id: string,
  change: (item: ConversationItem) => ConversationItem,
): Conversation {
  const index = conversation.items.findLastIndex((item) => item.id === id)
  const before = conversation.items[index]
  if (before === undefined) return conversation
  const after = change(before)
  if (after === before) return conversation
  return { ...conversation, items: conversation.items.with(index, after) }
}

/** Changes every item that is to be changed. The same object when none is. */
export function changeItems(
  conversation: Conversation,
  change: (item: ConversationItem) => ConversationItem,
): Conversation {
  const items = conversation.items.map(change)
  return items.every((item, index) => item === conversation.items[index])
    ? conversation
    : { ...conversation, items }
}

/** Takes an item out for good: whatever still comes of it does not bring it back. One that was never known is kept out. */
export function hideItem(
  conversation: Conversation,
  id: string,
  previous?: string | null,
): Conversation {
  const known = findPlace(conversation, id)
  const after = previous === undefined ? known?.after : asAfter(previous)
  const isPlaced = known !== undefined && known.after === after
  if (isPlaced && known.hidden) return conversation
  const place: Place = { id, after, hidden: true }
  const items = findItem(conversation, id)
    ? conversation.items.filter((item) => item.id !== id)
    : conversation.items
  if (!isPlaced) return put({ ...conversation, items }, place)
  return { places: conversation.places.map((other) => (other === known ? place : other)), items }
}

/** Takes out an item that nobody heard. One that was cut while it was heard stays. */
export const removeItem = (conversation: Conversation, id: string): Conversation =>
  findItem(conversation, id)?.status === 'interrupted' ? conversation : hideItem(conversation, id)

/** Forgets an item that was only begun: it may still come to be. */
export const forgetItem = ({ places, items }: Conversation, id: string): Conversation => ({
  places: places.filter((place) => place.id !== id),
  items: items.filter((item) => item.id !== id),
})
