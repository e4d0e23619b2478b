import type { SessionSnapshot } from '../session/SessionSnapshot.ts'

/** Whether there is anything to read. One bit, so that what depends on it does not render for every word. */
export const hasWords = ({ conversation }: SessionSnapshot): boolean =>
  conversation.items.length > 0
