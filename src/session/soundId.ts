import type { Heard } from '../audio/Player.ts'

/** What the player knows a sound by: each part of an item is a sound of its own, because it is truncated by itself. */
export const soundId = (itemId: string, contentIndex: number): string =>
  contentIndex === 0 ? itemId : `${itemId}#${contentIndex}`

/** A sound, or what was heard of it, under the name of its item. */
export function ofItem<T extends Pick<Heard, 'itemId' | 'contentIndex'>>(heard: T): T {
  const suffix = soundId('', heard.contentIndex)
  return suffix !== '' && heard.itemId.endsWith(suffix)
    ? { ...heard, itemId: heard.itemId.slice(0, -suffix.length) }
    : heard
}
