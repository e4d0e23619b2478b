'use client'
import { useState } from 'react'
import type { VoiceLabels } from './labels.ts'

/** Longer texts are cut, and more fields left out, so that the question below them stays in sight. */
const LONGEST_TEXT = 240
const LONGEST_NAME = 40
const MOST_FIELDS = 12

interface ToolArgumentsProps {
  /** As the model wrote it: it may be anything. */
  readonly json: string
  readonly labels: VoiceLabels
}

/** The arguments of a call, as plain text: what a model writes is not trusted to be anything else. */
export function ToolArguments({ json, labels }: ToolArgumentsProps) {
  const [isWhole, setWhole] = useState(false)
  const fields = fieldsOf(json)
  if (fields === null) return json.trim() === '' ? null : <Value text={json} labels={labels} />
  if (fields.length === 0) return null
  const shown = isWhole ? fields : fields.slice(0, MOST_FIELDS)
  return (
    <>
      <dl>
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt>
              <bdi>{cut(name, LONGEST_NAME)}</bdi>
            </dt>
            <dd>
              <Value text={value} labels={labels} />
            </dd>
          </div>
        ))}
      </dl>
      {shown.length < fields.length && <ShowAll labels={labels} onClick={() => setWhole(true)} />}
    </>
  )
}

function Value({ text, labels }: { readonly text: string; readonly labels: VoiceLabels }) {
  const [isWhole, setWhole] = useState(text.length <= LONGEST_TEXT)
  return (
    <>
      <bdi dir="auto">{isWhole ? text : cut(text, LONGEST_TEXT)}</bdi>
      {!isWhole && <ShowAll labels={labels} onClick={() => setWhole(true)} />}
    </>
  )
}

function ShowAll({
  labels,
  onClick,
}: {
  readonly labels: VoiceLabels
  readonly onClick: () => void
}) {
  return (
    <button
      type="button"
      data-voice="button"
      data-variant="quiet"
      data-size="dense"
      onClick={onClick}
    >
      {labels.toolShowAll}
    </button>
  )
}

const cut = (text: string, longest: number) =>
  text.length <= longest ? text : `${text.slice(0, longest)}…`

/** `null` for whatever is no object, or cannot be written down: a model may nest deeper than a page can follow. */
function fieldsOf(json: string): readonly (readonly [string, string])[] | null {
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
    return Object.entries(value).map(([name, one]: [string, unknown]) => [
      name,
      typeof one === 'string' ? one : JSON.stringify(one),
    ])
  } catch {
    return null
  }
}
