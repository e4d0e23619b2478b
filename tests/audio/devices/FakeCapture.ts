import { VoiceError } from '../../../src/base/errors.ts'
import type { Capture } from '../../../src/audio/capture/CaptureWatch.ts'
import { deviceOf } from '../../../src/audio/devices/deviceOf.ts'
import type { MicrophoneState } from '../../../src/audio/MicrophoneSource.ts'

export interface Listed {
  readonly deviceId: string
  readonly groupId: string
  readonly label: string
}

/** The track of a device, as far as anybody looks at one. */
export function trackOf({ deviceId, label }: Listed): MediaStreamTrack {
  const track = { label, readyState: 'live', getSettings: () => ({ deviceId }) }
  return track as unknown as MediaStreamTrack
}

/** A microphone that runs, with no machine behind it. */
export class FakeCapture implements Capture {
  readonly devices: readonly Listed[]
  chosenId: string | null = null
  track: MediaStreamTrack
  state: MicrophoneState
  /** What was asked for, in order. */
  readonly asked: (string | null)[] = []
  readonly told: Partial<MicrophoneState>[] = []
  lost: VoiceError | null = null
  /** In place of a stream. */
  refusal: VoiceError | null = null
  swapped: (track: MediaStreamTrack) => void = () => undefined

  constructor(devices: readonly Listed[]) {
    this.devices = devices
    this.track = trackOf(devices[0]!)
    this.state = { status: 'live', error: null, device: deviceOf(this.track), notice: null }
  }

  async ask(deviceId: string | null): Promise<MediaStream> {
    this.asked.push(deviceId)
    if (this.refusal) throw this.refusal
    const listed = this.devices.find((one) => one.deviceId === (deviceId ?? 'default'))
    const track = trackOf(listed ?? this.devices[1]!)
    const stream = { getAudioTracks: () => [track] }
    return stream as unknown as MediaStream
  }

  async swap(stream: MediaStream): Promise<void> {
    this.track = stream.getAudioTracks()[0]!
    this.state = { ...this.state, device: deviceOf(this.track) }
    this.swapped(this.track)
  }

  tell(part: Partial<MicrophoneState>): void {
    this.told.push(part)
    this.state = { ...this.state, ...part }
  }

  lose(error: VoiceError): void {
    this.lost ??= error
  }
}
