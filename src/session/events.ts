import type { Heard } from '../audio/Player.ts'
import type { VoiceError } from '../base/errors.ts'
import type { ClientEvent } from '../protocol/clientEvents.ts'
import type { ServerEvent } from '../protocol/serverEvents.ts'
import type { SessionSettings } from '../protocol/settings.ts'

/** What happened that the service did not say. */
export type OwnEvent =
  | { readonly type: 'line.wanted' }
  | { readonly type: 'line.authorized'; readonly expiresAt: Date | null }
  | { readonly type: 'line.opened' }
  /** A second line took over; the conversation goes on. */
  | { readonly type: 'line.swapped' }
  /** The line broke. The conversation may go on with a new one. */
  | { readonly type: 'connection.lost' }
  /** The line broke and no new one is tried. */
  | { readonly type: 'line.failed'; readonly error: VoiceError }
  | { readonly type: 'line.closed' }
  | {
      readonly type: 'text.sent'
      readonly itemId: string
      readonly text: string
      readonly role: 'user' | 'system'
      readonly respond: boolean
    }
  | { readonly type: 'response.wanted'; readonly instructions?: string }
  | { readonly type: 'interrupt' }
  | { readonly type: 'talk.pressed' }
  /** @param ms - How long the button was held. */
  | { readonly type: 'talk.released'; readonly ms: number }
  | { readonly type: 'microphone.muted' }
  | { readonly type: 'microphone.live' }
  | { readonly type: 'settings.wanted'; readonly settings: SessionSettings }
  | { readonly type: 'player.started'; readonly itemId: string }
  | { readonly type: 'player.drained'; readonly itemId: string }
  | { readonly type: 'player.interrupted'; readonly heard: readonly Heard[] }
  /** The loudspeaker failed: what was queued in it is not heard. */
  | { readonly type: 'sound.lost' }
  | { readonly type: 'local.speech' }
  | { readonly type: 'local.timeout' }
  | { readonly type: 'tool.called'; readonly callId: string }
  | { readonly type: 'tool.answered'; readonly callId: string; readonly output: string }
  /** Nothing came of what was due, or of a response that went silent. */
  | { readonly type: 'deadline' }
  | { readonly type: 'error.cleared' }
  | { readonly type: 'trouble'; readonly error: VoiceError }

/** Everything that can happen: the service spoke, the loudspeaker moved, the user acted, or the line broke. */
export type SessionEvent = ServerEvent | OwnEvent

/** Everything the session may do about it. Data, so that a test can read it. */
export type Effect =
  | { readonly type: 'send'; readonly event: ClientEvent }
  | {
      readonly type: 'play'
      readonly itemId: string
      readonly contentIndex: number
      readonly audio: string
    }
  | { readonly type: 'endItem'; readonly itemId: string }
  | { readonly type: 'interruptPlayer' }
  | { readonly type: 'duck' }
  | { readonly type: 'unduck' }
  /** The service still hears the user, who can no longer be heard: give it the silence that ends the turn. */
  | { readonly type: 'closeTurn'; readonly silenceMs: number }
  | { readonly type: 'connected' }
  | { readonly type: 'tell'; readonly heard: readonly Heard[] }
  | { readonly type: 'report'; readonly error: VoiceError }
  /** This attempt cannot succeed. */
  | { readonly type: 'giveUp'; readonly error: VoiceError }
