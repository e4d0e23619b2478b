import type { Capture, CaptureWatch } from './CaptureWatch.ts'
import { DeviceWatch } from './DeviceWatch.ts'
import { PermissionWatch } from './PermissionWatch.ts'
import { SilenceWatch } from './SilenceWatch.ts'

/** All that keeps an eye on a microphone while it runs. */
export function captureWatches(capture: Capture): readonly CaptureWatch[] {
  const permission = new PermissionWatch(capture)
  return [permission, new DeviceWatch(capture, permission), new SilenceWatch(capture)]
}
