'use client'
import { useEffect, useRef } from 'react'
import { DeviceField, type DeviceFieldProps } from './DeviceField.tsx'
import { NoticeButton } from './NoticeButton.tsx'

export interface DeviceChoiceProps extends DeviceFieldProps {
  readonly onDone: () => void
}

/** A device chosen in place of the notice that asked for it. Stays until it is said that it is done. */
export function DeviceChoice({ onDone, ...field }: DeviceChoiceProps) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => ref.current?.querySelector('select')?.focus(), [])
  return (
    <div ref={ref} data-voice="notice" data-tone="warning">
      <DeviceField {...field} />
      <NoticeButton onClick={onDone}>{field.labels.chosen}</NoticeButton>
    </div>
  )
}
