import { VoiceError } from '../../base/errors.ts'
import type { Capture, CaptureWatch } from './CaptureWatch.ts'
import { deviceInUse } from './deviceInUse.ts'
import { deviceNews, type DeviceNews, type Seen } from './deviceNews.ts'
import { audioInputs, isAlias, onDeviceChange } from '../devices/listMicrophones.ts'
import { lostMicrophone } from './lostMicrophone.ts'
import { ownChoice } from './ownChoice.ts'
import type { PermissionWatch } from './PermissionWatch.ts'

/** Some systems tell of a device that went away only when somebody looks, and record another one meanwhile. */
const LOOK_MS = 3000
/** One headset comes and goes as several devices, each with an event of its own. */
const SETTLED_MS = 250

/**
 * Names the microphone that is really in use, and sees to it when that one goes away: the system's next choice takes over,
 * with a notice, unless the user chose that very device. Nobody is recorded through another one than they chose.
 */
export class DeviceWatch implements CaptureWatch {
  readonly #capture: Capture
  readonly #permission: Pick<PermissionWatch, 'standing'>
  readonly #stopListening: () => void
  #lookedAtMs = 0
  #seen: Seen | null = null
  #settling: ReturnType<typeof setTimeout> | undefined
  #isBusy = false
  /** Whether the track ended while it was busy with something else. */
  #isDue = false
  #isStopped = false

  constructor(capture: Capture, permission: Pick<PermissionWatch, 'standing'>) {
    this.#capture = capture
    this.#permission = permission
    this.#stopListening = onDeviceChange(() => {
      clearTimeout(this.#settling)
      this.#settling = setTimeout(() => void this.#look(), SETTLED_MS)
    })
    void this.#look()
  }

  heard(): void {
    void this.#look()
  }

  /** Chunks are the clock: those of a hidden page come in time, and its timers do not. */
  chunk(): void {
    if (performance.now() - this.#lookedAtMs >= LOOK_MS) void this.#look()
  }

  ended(): boolean {
    void this.#replace()
    return true
  }

  stop(): void {
    this.#isStopped = true
    this.#stopListening()
    clearTimeout(this.#settling)
  }

  async #look(): Promise<void> {
    this.#lookedAtMs = performance.now()
    const inputs = await audioInputs().catch(() => null)
    // Without a permission the list says that there are some, and nothing about them.
    const isBlind = inputs === null || (inputs.length > 0 && !inputs.some((one) => one.deviceId))
    if (this.#isStopped || this.#isBusy || isBlind) return
    const { track, chosenId, state } = this.#capture
    const now: Seen = { track, inputs, device: deviceInUse(track, inputs) }
    const before = this.#seen ?? now
    const news = deviceNews(before, now, chosenId)
    if (news.type === 'gone') return this.#replace()
    this.#seen = now
    const { id, label } = now.device
    if (state.device?.id !== id || state.device.label !== label)
      this.#capture.tell({ device: now.device })
    await this.#react(news, before.device.label)
  }

  async #react(news: DeviceNews, before: string): Promise<void> {
    const { chosenId } = this.#capture
    try {
      if (news.type === 'followed') this.#tellChanged(news.before)
      if (news.type === 'back' && (await this.#take(chosenId))) this.#capture.tell({ notice: null })
      if (news.type === 'rechosen' && (await this.#take(null)))
        this.#tellChanged(before, 'is no longer the default')
    } catch {
      // It cannot be had, so what is heard now goes on, if it does.
      if (this.#capture.track.readyState === 'ended') await this.#replace()
    }
  }

  async #replace(): Promise<void> {
    this.#isDue = this.#isBusy
    if (this.#isBusy) return
    this.#isBusy = true
    const capture = this.#capture
    const { track } = capture
    const before = capture.state.device
    const standing = await this.#permission.standing()
    this.#isBusy = false
    if (this.#isStopped || track !== capture.track) return
    if (standing !== 'allowed') return capture.lose(lostMicrophone(capture, standing))
    if (ownChoice(capture) !== null) return capture.lose(lostMicrophone(capture, 'unplugged'))
    try {
      if (await this.#take(null)) this.#tellChanged(before?.label)
    } catch (cause) {
      // Unless the user has chosen another one in the meantime.
      if (track === capture.track) capture.lose(lostMicrophone(capture, 'unplugged', cause))
    }
  }

  /** Whether this one is heard now; not when the user chose another one meanwhile. Rejects with a VoiceError. */
  async #take(deviceId: string | null): Promise<boolean> {
    this.#isBusy = true
    try {
      const stream = await this.#capture.ask(deviceId)
      await this.#capture.swap(stream)
      if (this.#isStopped || !stream.getAudioTracks().includes(this.#capture.track)) return false
    } finally {
      this.#isBusy = false
      if (this.#isDue && this.#capture.track.readyState === 'ended') void this.#replace()
    }
    // It is named before it is spoken of.
    await this.#look()
    return true
  }

  #tellChanged(before: string | undefined, why?: string): void {
    const now = this.#capture.state.device
    const device = now && isAlias(now.id) ? "the system's choice" : now?.label
    if (device === before) return
    const details = { ...(before && { before }), ...(device && { device }), ...(why && { why }) }
    this.#capture.tell({ notice: new VoiceError('device_changed', { details }) })
  }
}
