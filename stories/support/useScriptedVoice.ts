import { useEffect, useRef, useState } from 'react'
import { silentMeter } from '../../src/audio/sound/Meter.ts'
import type { VoiceChatState } from '../../src/hooks/results.ts'
import { useRealtimeSession } from '../../src/hooks/useRealtimeSession.ts'
import { local, type Endpoint } from '../../src/protocol/endpoint.ts'
import type { SessionSettings } from '../../src/protocol/settings.ts'
import type { BargeIn } from '../../src/session/BargeIn.ts'
import type { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import {
  ClockedPlayer,
  SampledMicrophone,
  scriptedLine,
  type ScriptedLine,
} from '../../src/testing/index.ts'
import type { Tool } from '../../src/session/Tool.ts'
import { babble } from './babble.ts'
import { useClockedPlayer } from './useClockedPlayer.ts'
import { useSampledMicrophone } from './useSampledMicrophone.ts'

/** Everything that a script can pull: the other end of the line, the ear, the mouth, and the session between them. */
export interface Stage {
  readonly session: RealtimeSession
  readonly line: ScriptedLine
  readonly microphone: SampledMicrophone
  readonly player: ClockedPlayer
}

export type Script = (stage: Stage) => Promise<void> | void

export interface ScriptedVoiceOptions {
  /** Played once, after the first render. */
  readonly script?: Script | undefined
  readonly settings?: SessionSettings | undefined
  readonly tools?: readonly Tool[] | undefined
  readonly bargeIn?: BargeIn | undefined
  /** Default a server of one's own that speaks GA. */
  readonly endpoint?: Endpoint | undefined
  /** Whether the other end takes the line by itself. Default true. */
  readonly accepts?: boolean | undefined
  /** As in a page that was not clicked. */
  readonly blocked?: boolean | undefined
}

const ANYWHERE = local({ url: 'ws://voice.example' })

/**
 * What `useVoiceChat` gives, with a real session that talks to a script instead of a service.
 *
 * So every state of a story was reached in the way in which an app reaches it.
 */
export function useScriptedVoice(options: ScriptedVoiceOptions = {}): {
  readonly voice: VoiceChatState
  readonly stage: Stage
} {
  const { settings, tools, bargeIn, accepts = true, blocked, endpoint = ANYWHERE } = options
  const [parts] = useState(() => ({
    line: scriptedLine({ autoAccept: accepts }),
    microphone: new SampledMicrophone(),
    player: new ClockedPlayer({ blocked }),
  }))
  const { line, microphone, player } = parts
  const voice = useRealtimeSession({
    endpoint,
    transport: line.transport,
    microphone,
    player,
    settings,
    tools,
    bargeIn,
  })
  const { session, modelStatus } = voice
  const [stage] = useState<Stage>(() => ({ session, ...parts }))
  const { script } = options
  const hasBegun = useRef(false)
  useEffect(() => {
    if (hasBegun.current) return
    hasBegun.current = true
    void script?.(stage)
  }, [script, stage])
  return {
    stage,
    voice: {
      ...voice,
      microphone: useSampledMicrophone(
        microphone,
        modelStatus === 'listening' ? babble : silentMeter,
      ),
      player: useClockedPlayer(player, modelStatus === 'speaking' ? babble : silentMeter),
    },
  }
}
