import type { ComponentProps } from 'react'
import { VoiceChat } from '../../src/index.ts'
import { useScriptedVoice, type ScriptedVoiceOptions } from './useScriptedVoice.ts'

export interface ScriptedChatProps
  extends
    ScriptedVoiceOptions,
    Omit<ComponentProps<typeof VoiceChat>, keyof ScriptedVoiceOptions | 'voice' | 'ref'> {
  readonly width?: string | undefined
  readonly height?: string | undefined
}

/** `<VoiceChat>` in a box, with a conversation in it that went as far as its script. */
export function ScriptedChat({
  script,
  settings,
  tools,
  bargeIn,
  endpoint,
  accepts,
  blocked,
  width = '30rem',
  height = '40rem',
  title = 'Travel desk',
  ...rest
}: ScriptedChatProps) {
  const { voice } = useScriptedVoice({
    script,
    settings,
    tools,
    bargeIn,
    endpoint,
    accepts,
    blocked,
  })
  return (
    <div style={{ inlineSize: width, maxInlineSize: '100%', blockSize: height }}>
      <VoiceChat {...rest} title={title} voice={voice} />
    </div>
  )
}
