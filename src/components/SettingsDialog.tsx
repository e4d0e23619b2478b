'use client'
import { useId, useRef, useState } from 'react'
import { Announcer } from './Announcer.tsx'
import { DeviceSettings } from './DeviceSettings.tsx'
import { Icon } from './Icon.tsx'
import { PendingChanges } from './PendingChanges.tsx'
import { SessionSettings } from './SessionSettings.tsx'
import { VadSettings } from './VadSettings.tsx'
import { usePart, type PartProps } from './VoiceContext.ts'
import { Heading } from './Heading.tsx'

/** The button "Settings" and the sheet that it opens: a native dialog, so Escape closes it and the focus returns. */
export function SettingsDialog(props: PartProps) {
  const { voice, labels } = usePart(props, 'SettingsDialog')
  const dialog = useRef<HTMLDialogElement>(null)
  const [isOpen, setOpen] = useState(false)
  const titleId = useId()
  return (
    <>
      <button
        type="button"
        data-voice="button"
        data-variant="quiet"
        data-icon-only
        aria-label={labels.settings}
        aria-haspopup="dialog"
        data-opens="settings"
        onClick={() => {
          dialog.current?.showModal()
          setOpen(true)
        }}
      >
        <Icon name="settings" />
      </button>
      <dialog
        ref={dialog}
        data-voice="settings"
        aria-labelledby={titleId}
        onClose={() => setOpen(false)}
        onClick={(event) => {
          // A click beside the sheet lands on the dialog itself.
          if (event.target === event.currentTarget) event.currentTarget.close()
        }}
      >
        <header>
          <Heading level={2} id={titleId}>
            {labels.settings}
          </Heading>
          <button
            type="button"
            data-voice="button"
            data-variant="quiet"
            data-icon-only
            aria-label={labels.closeSettings}
            onClick={() => dialog.current?.close()}
          >
            <Icon name="close" />
          </button>
        </header>
        <div data-voice="settings-body">
          <SessionSettings voice={voice} labels={labels} />
          <DeviceSettings voice={voice} labels={labels} />
          <VadSettings voice={voice} labels={labels} />
        </div>
        <PendingChanges voice={voice} labels={labels} />
        {/* The one behind the sheet, and the notices there, cannot be heard while it is open. */}
        {isOpen && <Announcer voice={voice} labels={labels} isAlone />}
      </dialog>
    </>
  )
}
