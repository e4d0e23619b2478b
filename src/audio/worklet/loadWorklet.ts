import { VoiceError } from '../../base/errors.ts'

/**
 * Adds both processors to a context; call it once for each.
 *
 * `workletUrl` is used alone when given. Otherwise the embedded source is tried as a blob: URL, then as a data: URL (some
 * frames refuse blob:), then the file beside this module, which a strict Content-Security-Policy lets through.
 * Throws a VoiceError `worklet_load_failed` that names what was tried.
 */
export async function loadWorklet(
  context: BaseAudioContext,
  workletUrl?: string | URL,
): Promise<void> {
  if (workletUrl !== undefined) return tryPlaces(context, [() => String(workletUrl)])
  // Not before somebody talks: a page that only shows the button does not carry it.
  const { default: source } = await import('./voice.worklet.ts?embed')
  const blobUrl = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  try {
    await tryPlaces(context, [
      () => blobUrl,
      () => `data:text/javascript;charset=utf-8,${encodeURIComponent(source)}`,
      // Inside the try below: a bundler that does not know this form leaves an address that cannot be read.
      () => new URL(/* @vite-ignore */ './rv-worklet.js', import.meta.url).href,
    ])
  } finally {
    URL.revokeObjectURL(blobUrl)
  }
}

async function tryPlaces(
  context: BaseAudioContext,
  places: readonly (() => string)[],
): Promise<void> {
  const tried: string[] = []
  let cause: unknown
  for (const place of places) {
    try {
      const url = place()
      tried.push(url.replace(/^(blob|data):.*/s, '$1:'))
      return await context.audioWorklet.addModule(url)
    } catch (error) {
      cause = error
    }
  }
  throw new VoiceError('worklet_load_failed', { cause, details: { tried: tried.join(', ') } })
}
