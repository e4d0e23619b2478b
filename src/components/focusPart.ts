/** What stays where it is for a whole call. */
const CONTROLS = '[data-voice="conversation-controls"] button'
const COMPOSER = '[data-voice="composer"] textarea'

/**
 * Hands the focus of a button that is about to go away to something that stays, so that it does not fall to the page.
 *
 * Does nothing outside of `<VoiceChat>`: there the app knows what is beside a part.
 */
export function focusPart(from: Element, part: 'controls' | 'composer'): void {
  const around = from.closest('[data-voice="voice-chat"]')
  around?.querySelector<HTMLElement>(part === 'composer' ? COMPOSER : CONTROLS)?.focus()
}
