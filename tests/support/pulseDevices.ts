import {
  playInto,
  recordFrom,
  type Playing,
  type PulseEnv,
  type Recording,
  type Sound,
} from './pulseStreams.ts'

export type Pactl = (...args: readonly string[]) => Promise<string>

export interface DeviceOptions {
  /** @defaultValue 48,000 */
  readonly rateHz?: number
  /** What a browser shows. @defaultValue the name */
  readonly label?: string
}

interface Plugged extends DeviceOptions {
  readonly name: string
  readonly env: PulseEnv
  readonly pactl: Pactl
}

const RATE_HZ = 48_000

const described = (kind: 'sink' | 'source', { label, name }: Plugged) =>
  `${kind}_properties="device.description='${label ?? name}'"`

/**
 * Mono and in floats, so that nothing is mixed or rounded on its way to a recording. Without rewinds it is as prompt as a
 * card: it works 50 ms ahead, otherwise 2 s, and that long a browser then waits for its sound to start.
 */
const plugSink = (name: string, device: Plugged) =>
  device.pactl(
    ...['load-module', 'module-null-sink', `sink_name=${name}`, `rate=${device.rateHz ?? RATE_HZ}`],
    ...['channels=1', 'format=float32le', 'norewinds=1', described('sink', device)],
  )

/** A loudspeaker that nobody hears, but which can be recorded. */
export class Loudspeaker {
  readonly name: string
  readonly label: string
  readonly rateHz: number
  readonly #device: Plugged
  readonly #module: string

  private constructor(device: Plugged, module: string) {
    this.name = device.name
    this.label = device.label ?? device.name
    this.rateHz = device.rateHz ?? RATE_HZ
    this.#device = device
    this.#module = module
  }

  static async plug(device: Plugged): Promise<Loudspeaker> {
    return new Loudspeaker(device, await plugSink(device.name, device))
  }

  /** What is played on it from here on, at its own rate. */
  record(): Promise<Recording> {
    return recordFrom(`${this.name}.monitor`, this.rateHz, this.#device.env)
  }

  /** Another program plays on it. */
  play(sound: Sound, times = 1): Playing {
    return playInto(this.name, sound, times, this.#device.env)
  }

  async makeDefault(): Promise<void> {
    await this.#device.pactl('set-default-sink', this.name)
  }

  async setMuted(muted: boolean): Promise<void> {
    await this.#device.pactl('set-sink-mute', this.name, muted ? '1' : '0')
  }

  async unplug(): Promise<void> {
    await this.#device.pactl('unload-module', this.#module)
  }
}

/** A microphone: the monitor of a null sink of its own, or of a loudspeaker, under a name of its own. */
export class PulseMicrophone {
  readonly name: string
  readonly label: string
  readonly rateHz: number
  readonly #device: Plugged
  /** What it hears. */
  readonly #room: string
  readonly #modules: readonly string[]

  private constructor(device: Plugged, room: string, modules: readonly string[]) {
    this.name = device.name
    this.label = device.label ?? device.name
    this.rateHz = device.rateHz ?? RATE_HZ
    this.#device = device
    this.#room = room
    this.#modules = modules
  }

  static async plug(device: Plugged & { readonly near?: Loudspeaker }): Promise<PulseMicrophone> {
    const room = device.near?.name ?? `${device.name}_room`
    const own = device.near ? [] : [await plugSink(room, device)]
    const source = await device.pactl(
      ...['load-module', 'module-remap-source', `master=${room}.monitor`],
      ...[`source_name=${device.name}`, `rate=${device.rateHz ?? RATE_HZ}`, 'channels=1'],
      ...['format=float32le', described('source', device)],
    )
    return new PulseMicrophone(device, room, [source, ...own])
  }

  /** @param times - How often, without a gap; `Infinity` for a tone that goes on until it is stopped. */
  hears(sound: Sound, times = 1): Playing {
    return playInto(this.#room, sound, times, this.#device.env)
  }

  /** What another program hears from it, at its own rate. */
  record(): Promise<Recording> {
    return recordFrom(this.name, this.rateHz, this.#device.env)
  }

  async makeDefault(): Promise<void> {
    await this.#device.pactl('set-default-source', this.name)
  }

  /** As the switch of the operating system does: the stream goes on, and is silent. */
  async setMuted(muted: boolean): Promise<void> {
    await this.#device.pactl('set-source-mute', this.name, muted ? '1' : '0')
  }

  async unplug(): Promise<void> {
    for (const module of this.#modules) await this.#device.pactl('unload-module', module)
  }
}
