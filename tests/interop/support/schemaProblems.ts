import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { distinct } from './distinct.ts'
import type { Frame } from './FrameTap.ts'

interface Schema {
  safeParse(value: unknown): { success: boolean; error?: { issues: readonly unknown[] } }
}

// The package keeps its schemas to itself, so they are read by the path of their file.
const FILE = join(
  import.meta.dirname,
  '../node_modules/@openai/agents-realtime/dist/openaiRealtimeEvents.mjs',
)

/** What the schemas of `@openai/agents-realtime` do not accept, told with the frame. */
export async function schemaProblems(
  frames: readonly Frame[],
  from: 'Server' | 'Client' = 'Server',
): Promise<string[]> {
  const module = (await import(/* @vite-ignore */ pathToFileURL(FILE).href)) as {
    readonly [K in `realtime${typeof from}EventSchema`]: Schema
  }
  return distinct(frames).flatMap((frame) => {
    const { success, error } = module[`realtime${from}EventSchema`].safeParse(frame)
    return success ? [] : [`${frame.type}: ${JSON.stringify(error?.issues)}`]
  })
}
