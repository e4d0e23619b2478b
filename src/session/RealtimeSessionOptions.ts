import type { VoiceError } from '../base/errors.ts'
import type { SessionSettings } from '../protocol/settings.ts'
import type { TransportFactory } from '../transport/Transport.ts'
import type { DeviceOptions } from './Devices.ts'
import type { AnyEvent } from './EventHub.ts'
import type { ConnectableEndpoint } from './Line.ts'
import type { Prices } from './prices.ts'
import type { SessionTool } from './Toolbox.ts'

export interface RealtimeSessionOptions extends DeviceOptions {
  readonly endpoint: ConnectableEndpoint
  readonly settings?: SessionSettings | undefined
  /** How lines are made. Default: the platform's WebSocket; an endpoint that brings its own way goes first. */
  readonly transport?: TransportFactory | undefined
  /**
   * What the model may call: `tool()` and `mcp()`. Compared by what the model is told of them: a new `execute` costs
   * nothing. With one of them, every call in the conversation is answered here, once; without, the app answers calls
   * itself. The calls of a response out of band (`conversation: 'none'`) are the app's in either case: neither run nor
   * shown, they come with the events `response.output_item.done` and `response.done`.
   */
  readonly tools?: readonly SessionTool[] | undefined
  /**
   * How long nothing may come of an answer until it is given up, in milliseconds; a call that a remote (MCP) server is
   * at gets at least 60,000. Default 15,000. Models that reason before they speak may need more.
   */
  readonly answerTimeoutMs?: number | undefined
  /** For `useUsage`, which makes a cost of them. */
  readonly prices?: Prices | undefined
  /** Makes a microphone that cannot be had a failure of `connect()`. Default: the conversation starts all the same, to listen and type. */
  readonly requireMicrophone?: boolean | undefined
  /** Hears every error and every warning. */
  readonly onError?: ((error: VoiceError) => void) | undefined
  /** Hears every event in either direction. */
  readonly onEvent?: ((event: AnyEvent) => void) | undefined
}

export interface SendTextOptions {
  /** Default `user`. */
  readonly role?: 'user' | 'system' | undefined
  /** Whether it interrupts and asks for an answer. Default true. */
  readonly respond?: boolean | undefined
}

export interface SendImageOptions {
  /** Written beside the picture. */
  readonly text?: string | undefined
  /** How closely it is looked at. Default `auto`. */
  readonly detail?: 'auto' | 'low' | 'high' | undefined
  /** Whether it interrupts and asks for an answer. Default true. */
  readonly respond?: boolean | undefined
}
