export type MicrophonePermission = 'granted' | 'denied' | 'prompt' | 'unknown'

/** What the browser says, without asking the user. `unknown` where it does not say. */
export async function microphonePermission(): Promise<MicrophonePermission> {
  const permissions: Permissions | undefined =
    typeof navigator === 'undefined' ? undefined : navigator.permissions
  try {
    const answer = await permissions?.query({ name: 'microphone' })
    return answer?.state ?? 'unknown'
  } catch {
    return 'unknown'
  }
}
