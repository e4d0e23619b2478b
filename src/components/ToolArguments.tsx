'use client'
import { useState } from 'react'
import type { VoiceLabels } from './labels.ts'

/** Longer values are cut, so that the question below them stays in sight. */
const LONGEST_VALUE = 240

interface ToolArgumentsProps {
  /** As the model wrote it: it may be anything. */
  readonly json: string
  readonly labels: VoiceLabels
}

/** The arguments of a call, as plain text: what a model writes is not trusted to be anything else. */
export function ToolArguments({ json, labels }: ToolArgumentsProps) {
  const fields = fieldsOf(json)
  if (fields === null) return json.trim() === '' ? null : <Value text={json} labels={labels} />
  if (fields.length === 0) return null
  return (
    <dl>
      {fields.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Value text={value} labels={labels} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Value({ text, labels }: { readonly text: string; readonly labels: VoiceLabels }) {
  const [isWhole, setWhole] = useState(text.length <= LONGEST_VALUE)
  return (
    <>
      <bdi dir="auto">{isWhole ? text : `${text.slice(0, LONGEST_VALUE)}…`}</bdi>
      {!isWhole && (
        <button
          type="button"
          data-voice="button"
          data-variant="quiet"
          data-size="dense"
          onClick={() => setWhole(true)}
        >
          {labels.toolShowAll}
        </button>
      )}
    </>
  )
}

/** `null` for whatever is no object. */
function fieldsOf(json: string): readonly (readonly [string, string])[] | null {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return Object.entries(value).map(([name, one]: [string, unknown]) => [
    name,
    typeof one === 'string' ? one : JSON.stringify(one),
  ])
}
