import type { SessionSettings } from '../../protocol/SessionSettings.ts'
import type { SessionConfig, TurnDetection } from './types.ts'

function detectionOf(detection: TurnDetection): SessionSettings['turnDetection'] {
  if (detection === null || detection.type === 'none') return null
  const switches = {
    createResponse: detection.create_response,
    interruptResponse: detection.interrupt_response,
  }
  if (detection.type === 'semantic_vad')
    return { type: 'semantic_vad', eagerness: detection.eagerness, ...switches }
  return {
    type: 'server_vad',
    threshold: detection.threshold,
    prefixPaddingMs: detection.prefix_padding_ms,
    silenceDurationMs: detection.silence_duration_ms,
    ...switches,
  }
}

/** The preview's session in this library's words. What the config does not say keeps its default; what we have no word for is passed on as it is. */
export function settingsOf(config: SessionConfig = {}): SessionSettings {
  const {
    voice,
    instructions,
    modalities,
    input_audio_format: inputFormat,
    output_audio_format: outputFormat,
    input_audio_transcription: inputTranscription,
    turn_detection: detection,
    tool_choice: toolChoice,
    temperature,
    max_response_output_tokens: maxOutputTokens,
    speed,
    ...raw
  } = config
  return {
    voice,
    instructions,
    output: modalities && (modalities.includes('audio') ? 'audio' : 'text'),
    inputFormat,
    outputFormat,
    inputTranscription,
    turnDetection: detection === undefined ? undefined : detectionOf(detection),
    toolChoice,
    temperature,
    maxOutputTokens,
    speed,
    raw: Object.keys(raw).length > 0 ? raw : undefined,
  }
}
