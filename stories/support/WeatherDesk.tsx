import { useEffect, useState } from 'react'
import { silentMeter } from '../../src/audio/sound/Meter.ts'
import { useRealtimeSession, VoiceChat } from '../../src/index.ts'
import { renderedVoice, scenarios, simulator } from '../../src/simulator/index.ts'
import { ClockedPlayer, SampledMicrophone } from '../../src/testing/index.ts'
import { useClockedPlayer } from './useClockedPlayer.ts'
import { useSampledMicrophone } from './useSampledMicrophone.ts'
import { weatherTool } from './weatherTool.ts'

const tools = [weatherTool]
const BEAT_MS = 50

/** Your own microphone and loudspeaker, and the simulator in this page, which asks a tool. */
export function WeatherDesk() {
  const [endpoint] = useState(() => {
    const voice = renderedVoice({ url: 'lines/', log: () => {} })
    return simulator({ scenario: scenarios.weather, voice })
  })
  return (
    <div data-story-playground>
      <p data-story-caption>
        <b>Write “What is the weather in Oslo?”, or ask for it aloud.</b>{' '}
        <span>
          The assistant asks before it runs the tool, and this page invents the weather. The
          simulator hears that you speak and not what you say: aloud, it is always about Amsterdam.
        </span>
      </p>
      <div data-story-call>
        <VoiceChat endpoint={endpoint} tools={tools} title="Weather desk" />
      </div>
    </div>
  )
}

/** The same with a microphone that says nothing and a loudspeaker that only counts, so that it can go by itself. */
export function SilentWeatherDesk() {
  const [parts] = useState(() => ({
    endpoint: simulator({ scenario: scenarios.weather, pace: 0 }),
    microphone: new SampledMicrophone(),
    player: new ClockedPlayer(),
  }))
  const microphone = useSampledMicrophone(parts.microphone, silentMeter)
  const player = useClockedPlayer(parts.player, silentMeter)
  const session = useRealtimeSession({ ...parts, tools })
  useEffect(() => {
    const beats = setInterval(() => parts.player.advance(BEAT_MS), BEAT_MS)
    return () => clearInterval(beats)
  }, [parts])
  return (
    <div data-story-playground>
      <p data-story-caption>
        <b>In writing, by itself.</b>{' '}
        <span>
          Nothing is recorded and nothing is played here; the answer takes the time it would.
        </span>
      </p>
      <div data-story-call>
        <VoiceChat voice={{ ...session, microphone, player }} title="Weather desk" />
      </div>
    </div>
  )
}
