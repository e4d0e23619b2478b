import type { Heard } from '../audio/Player.ts'
import type { VoiceError } from '../base/errors.ts'
import type { ClientEvent, ResponseRequest } from '../protocol/clientEvents.ts'
import type { Endpoint } from '../protocol/endpoint.ts'
import type { ServerEvent } from '../protocol/serverEvents.ts'
import type { SessionSettings } from '../protocol/settings.ts'
import type { BargeIn } from './BargeIn.ts'
import type { ItemImage } from './ConversationItem.ts'
import type { ToolDefinition } from './Tool.ts'

/** What happened that the service did not say. */
export type OwnEvent =
  /** Who would be called next. */
  | { readonly type: 'service.chosen'; readonly service: Pick<Endpoint, 'provider' | 'dialect'> }
  | { readonly type: 'line.wanted'; readonly service: Pick<Endpoint, 'provider' | 'dialect'> }
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
  | {
      readonly type: 'image.sent'
      readonly itemId: string
      readonly image: ItemImage
      readonly text: string
      readonly respond: boolean
    }
  /** The app says something on the wire itself. Waits for the line where that makes sense. */
  | { readonly type: 'event.wanted'; readonly event: ClientEvent }
  | { readonly type: 'response.wanted'; readonly request?: ResponseRequest }
  /** A pause after a failed answer is over. */
  | { readonly type: 'response.retry'; readonly responseId: string }
  | { readonly type: 'interrupt' }
  | { readonly type: 'talk.pressed' }
  /** @param ms - How much of the user was sent while the button was held; at most as long as it was held. */
  | { readonly type: 'talk.released'; readonly ms: number }
  /** The words of a turn were awaited for long enough. */
  | { readonly type: 'words.overdue'; readonly itemId: string }
  | { readonly type: 'microphone.muted' }
  | { readonly type: 'microphone.live' }
  /** Whether it was muted before or only now opened: the user can be heard. */
  | { readonly type: 'microphone.unmuted' }
  /**
   * @param sinceMs - When the turn began, since the Unix epoch.
   * @param quietMs - For how long no sound was sent; known when it happens.
   */
  | {
      readonly type: 'speech.checked'
      readonly itemId: string
      readonly sinceMs: number
      readonly quietMs?: number
    }
  /** Nothing was heard for long of an item that nothing is going to end. */
  | { readonly type: 'item.overdue'; readonly itemId: string }
  | { readonly type: 'settings.wanted'; readonly settings: SessionSettings }
  /** @param atMs - When the first sample was rendered, on the clock of `performance.now()`; left out by players that cannot tell. */
  | { readonly type: 'player.started'; readonly itemId: string; readonly atMs?: number | undefined }
  | { readonly type: 'player.drained'; readonly itemId: string }
  | { readonly type: 'player.interrupted'; readonly heard: readonly Heard[] }
  /** The player gave these up without being asked to: they waited too long for a click, or for the output to come back. */
  | { readonly type: 'sound.unheard'; readonly heard: readonly Heard[] }
  /** The loudspeaker failed: what was queued in it is not heard. */
  | { readonly type: 'sound.lost' }
  | { readonly type: 'bargeIn.chosen'; readonly mode: BargeIn }
  /** A detector of our own heard the user begin to speak. */
  | { readonly type: 'local.speech' }
  /** The service did not confirm it in time. @param dip - Which lowering of the sound waited for it: see `Turn.dips`. */
  | { readonly type: 'local.timeout'; readonly dip: number }
  /** The tools that there are now. */
  | { readonly type: 'tools.wanted'; readonly tools: readonly ToolDefinition[] }
  | { readonly type: 'tool.called'; readonly callId: string }
  /** Whether the call has to wait for somebody's consent. */
  | { readonly type: 'tool.asked'; readonly callId: string }
  | { readonly type: 'tool.running'; readonly callId: string }
  | { readonly type: 'tool.approved'; readonly callId: string }
  | { readonly type: 'tool.rejected'; readonly callId: string; readonly reason: string }
  | {
      readonly type: 'tool.answered'
      readonly callId: string
      readonly output: string
      /** Left out when it went well. */
      readonly problem?: VoiceError | undefined
    }
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
  /** Runs a call, or asks for consent first; what comes of it are `tool.*` events. */
  | {
      readonly type: 'runTool'
      readonly callId: string
      readonly name: string
      readonly arguments: string
    }
  | { readonly type: 'approveTool'; readonly callId: string }
  /** Nobody waits for its answer any more. */
  | { readonly type: 'abortTool'; readonly callId: string }
  /** Lets an event happen later, unless the conversation ends before. */
  | { readonly type: 'wake'; readonly afterMs: number; readonly event: OwnEvent }
  /** This attempt cannot succeed. */
  | { readonly type: 'giveUp'; readonly error: VoiceError }

export type EffectOf<K extends Effect['type']> = Extract<Effect, { readonly type: K }>
