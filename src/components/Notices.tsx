'use client'
import { useState, type ComponentPropsWithoutRef } from 'react'
import { DeviceChoice } from './DeviceChoice.tsx'
import type { DeviceKind } from './DeviceField.tsx'
import { ErrorNotice } from './ErrorNotice.tsx'
import { focusDevice } from './focusDevice.ts'
import { useWarning } from './useWarning.ts'
import { usePart, type PartProps } from './VoiceContext.ts'
import { WarningNotice } from './WarningNotice.tsx'

export interface NoticesProps
  extends PartProps, Omit<ComponentPropsWithoutRef<'div'>, 'children'> {}

/**
 * What stands in the way of the conversation: at most one thing at a time, the gravest.
 *
 * "Change microphone" leads to the {@link DeviceSettings} of the same `<VoiceChat>`; where there are none, the choice is
 * made in the notice itself.
 */
export function Notices({ voice, labels, ...rest }: NoticesProps) {
  const part = usePart({ voice, labels }, 'Notices')
  const { warning, dismiss } = useWarning(part.voice)
  const [choosing, setChoosing] = useState<DeviceKind | null>(null)
  const { error } = part.voice
  // Sound that only waits for a click is no failure of the sound.
  const isError = error !== null && !(error.area === 'speaker' && warning?.kind === 'blocked')
  return (
    <div {...rest} data-voice="notices">
      {isError && <ErrorNotice {...part} error={error} />}
      {!isError && choosing && (
        <DeviceChoice {...part} kind={choosing} onDone={() => setChoosing(null)} />
      )}
      {/* There before what it says, so that it is said. An error is an alert, and speaks for itself. */}
      <div role="status">
        {!isError && !choosing && warning && (
          <WarningNotice
            {...part}
            warning={warning}
            onDismiss={dismiss}
            onChangeDevice={(kind, from) => {
              if (!focusDevice(from, kind)) setChoosing(kind)
            }}
          />
        )}
      </div>
    </div>
  )
}
