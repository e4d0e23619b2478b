export interface TrackEvent {
  readonly type: string
  readonly atMs: number
}

/** When the browser itself said something of its microphones, to measure against: from here on, for every one it opens. */
export function trackEvents(): readonly TrackEvent[] {
  const events: TrackEvent[] = []
  const devices = navigator.mediaDevices
  const open = devices.getUserMedia.bind(devices)
  devices.getUserMedia = async (constraints) => {
    const stream = await open(constraints)
    for (const track of stream.getTracks())
      for (const type of ['mute', 'unmute', 'ended'])
        track.addEventListener(type, () => events.push({ type, atMs: performance.now() }))
    return stream
  }
  return events
}
