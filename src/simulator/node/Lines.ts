import { CLOSE_CODES, isCloseCode, isCloseReason, MAX_REASON_BYTES } from '../faults/isCloseCode.ts'
import { SimulatorError } from '../SimulatorError.ts'
import type { Line } from './Line.ts'

const notSendable = (code: unknown) =>
  new SimulatorError(
    'option_invalid',
    `A line cannot be closed with ${String(code)}: its code must be ${CLOSE_CODES} (for 1006 use drop), its reason a text of at most ${MAX_REASON_BYTES} bytes.`,
  )

/** The lines that are open, oldest first. Without a session named, all of them are meant. */
export class Lines {
  readonly #lines = new Set<Line>()

  get size(): number {
    return this.#lines.size
  }

  get ids(): readonly string[] {
    return [...this.#lines].map(({ id }) => id)
  }

  add(line: Line): void {
    this.#lines.add(line)
  }

  delete(line: Line): void {
    this.#lines.delete(line)
  }

  ping(): void {
    for (const line of this.#lines) line.ping()
  }

  sendRaw(data: string | Uint8Array): void {
    for (const line of this.#lines) line.sendRaw(data)
  }

  /** @returns How many were cut. */
  drop(session?: string): number {
    const meant = this.#meant(session)
    for (const line of meant) line.drop()
    return meant.length
  }

  /**
   * @returns When they are gone: how many were closed.
   * @throws {@link SimulatorError} `option_invalid`, before any of them is harmed.
   */
  async close(code: number, reason: string, session?: string): Promise<number> {
    if (!isCloseCode(code) || !isCloseReason(reason)) throw notSendable(code)
    const meant = this.#meant(session)
    await Promise.all(meant.map((line) => line.close(code, reason)))
    return meant.length
  }

  #meant(session: string | undefined): readonly Line[] {
    return [...this.#lines].filter(({ id }) => session === undefined || id === session)
  }
}
