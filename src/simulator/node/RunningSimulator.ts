import type { Faults } from '../faults/Faults.ts'
import type { LoggedEvent } from './EventLog.ts'

/** A simulator that is listening. */
export interface RunningSimulator {
  /** Such as `ws://127.0.0.1:4400`, `wss` with TLS: what `local({ url })` takes. */
  readonly url: string
  readonly port: number
  /** PEM, for clients to trust: the `ca` of Node's sockets. `null` without TLS. */
  readonly certificate: string | null
  /** Ids of the sessions that are open, oldest first. */
  readonly sessions: readonly string[]
  /** The last 10,000 events of all sessions, in order; fewer when they are large. Long sounds are left out. */
  readonly events: readonly LoggedEvent[]
  /** What goes wrong, and what went wrong; rules may be added and taken back at any time. */
  readonly faults: Faults
  /** Sends a frame to every client as it is, however wrong: text, or bytes as a binary frame. */
  sendRaw(data: string | Uint8Array): void
  /** Cuts every line with no word, as a broken network does: clients see 1006. */
  drop(): void
  /**
   * Closes every line. For 1006, which nobody can send, use `drop`.
   *
   * @returns When they are gone.
   * @throws {@link SimulatorError} `option_invalid`: a code or a reason that no line can carry; no line is harmed.
   */
  closeLines(code: number, reason: string): Promise<void>
  /** Closes every line (1001) and stops listening. @returns When the port is free. */
  close(): Promise<void>
}
