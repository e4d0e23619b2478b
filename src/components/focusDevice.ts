import type { DeviceKind } from './DeviceField.tsx'

/**
 * Puts the focus on the choice of a device, and opens the settings for it where it is among them.
 *
 * @returns Whether there is such a choice beside `from`, in the same `<VoiceChat>`.
 */
export function focusDevice(from: Element, kind: DeviceKind): boolean {
  const around = from.closest('[data-voice="voice-chat"]')
  const choice = around?.querySelector<HTMLElement>(
    `[data-voice="device-settings"] [data-device="${kind}"]`,
  )
  if (!choice) return false
  if (choice.closest('dialog:not([open])')) {
    const opener = around?.querySelector<HTMLElement>('[data-opens="settings"]')
    // A sheet that closes gives the focus back to who had it, and a notice may be gone by then.
    opener?.focus()
    opener?.click()
  }
  choice.focus()
  return document.activeElement === choice
}
