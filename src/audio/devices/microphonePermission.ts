export type MicrophonePermission = 'granted' | 'denied' | 'prompt' | 'unknown'

/** Null where the browser does not say. */
async function query(): Promise<PermissionStatus | null> {
  const permissions: Permissions | undefined =
    typeof navigator === 'undefined' ? undefined : navigator.permissions
  try {
    return (await permissions?.query({ name: 'microphone' })) ?? null
  } catch {
    return null
  }
}

/** What the browser says, without asking the user. `unknown` where it does not say. */
export const microphonePermission = async (): Promise<MicrophonePermission> =>
  (await query())?.state ?? 'unknown'

/** Told when the user allows it, or does not any more, in the settings of the browser; answers how to stop being told. */
export function onPermissionChange(listener: () => void): () => void {
  const stopped = new AbortController()
  const { signal } = stopped
  void query().then((status) => status?.addEventListener('change', listener, { signal }))
  return () => stopped.abort()
}
