import type { AudioContextType } from '../audioContext.ts'

export interface CaptureOptions {
  /**
   * Over echo cancellation, noise suppression and gain control, which are on, and one channel, which is preferred.
   *
   * `echoCancellation: 'remote-only'` is taken for `true`: it lets through what Web Audio plays (measured in Chromium 156:
   * 59 dB less cancelled), and the assistant would hear itself.
   */
  readonly constraints?: MediaTrackConstraints | undefined
  /** Length of a chunk in milliseconds, 20 to 100. Shorter answers sooner and costs more messages. @defaultValue 40 */
  readonly chunkMs?: number | undefined
  /**
   * How much of the last moments a listener that joins a live microphone is given first, in milliseconds, 0 to 2,000: so
   * that a first word begun before the button was pressed is whole. Nothing from while it was muted, and nothing that the
   * same listener has heard. @defaultValue 300
   */
  readonly prerollMs?: number | undefined
  /** Where react-realtime-voice/worklet.js is served, for a strict Content-Security-Policy. */
  readonly workletUrl?: string | URL | undefined
  /** Where react-realtime-voice/worker.js is served, for the same reason: local barge-in listens there. */
  readonly workerUrl?: string | URL | undefined
  readonly AudioContext?: AudioContextType | undefined
}
