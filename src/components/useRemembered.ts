'use client'
import { useState } from 'react'
import {
  DEFAULT_SETTINGS,
  type SemanticVad,
  type ServerVad,
  type TurnDetection,
} from '../protocol/settings.ts'

interface Remembered {
  readonly server: ServerVad
  readonly semantic: SemanticVad
}

const FIRST: Remembered = {
  server: DEFAULT_SETTINGS.turnDetection,
  semantic: { type: 'semantic_vad', eagerness: 'auto' },
}

/** Whether a turn is answered, and may interrupt, is the app's choice, and holds for either kind of detection. */
const switchesOf = ({ createResponse, interruptResponse }: ServerVad | SemanticVad) => ({
  ...(createResponse !== undefined && { createResponse }),
  ...(interruptResponse !== undefined && { interruptResponse }),
})

function remember(before: Remembered, shown: TurnDetection): Remembered {
  if (shown === null) return before
  const switches = switchesOf(shown)
  return shown.type === 'server_vad'
    ? { server: shown, semantic: { ...before.semantic, ...switches } }
    : { server: { ...before.server, ...switches }, semantic: shown }
}

/** What each kind of detection was last set to, so that going to another kind and back loses nothing. */
export function useRemembered(shown: TurnDetection): Remembered {
  const [memory, setMemory] = useState(() => ({ of: shown, kept: remember(FIRST, shown) }))
  if (memory.of === shown) return memory.kept
  const kept = remember(memory.kept, shown)
  setMemory({ of: shown, kept })
  return kept
}
