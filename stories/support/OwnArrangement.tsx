import {
  ConversationControls,
  SessionStatus,
  Transcript,
  VoiceVisualizer,
} from '../../src/index.ts'

/** Parts in an order of one's own. None of them is given a voice: they are inside of `<VoiceChat>`. */
export function OwnArrangement() {
  return (
    <div
      style={{
        gridArea: '1 / 1 / -1 / -1',
        display: 'flex',
        flexDirection: 'column',
        gap: '1rem',
        padding: '1rem',
        minBlockSize: 0,
      }}
    >
      <SessionStatus />
      <div style={{ display: 'flex', minBlockSize: 0, flex: 1 }}>
        <VoiceVisualizer style={{ flex: 'none' }} />
        <Transcript />
      </div>
      <ConversationControls />
    </div>
  )
}
