export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Resolves when it holds; rejects with what was seen instead when that takes 20 s. */
export async function until(holds: () => boolean, seen: unknown): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`${String(holds)}: ${JSON.stringify(seen)}`)
    await wait(10)
  }
}
