import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { VoiceChat, type BargeIn, type VoiceError } from '../../src/index.ts'
import { BARGE_INS } from './bargeIns.ts'
import { BRAINS, findPartner, type BrainName } from './findPartner.ts'

const PARTNERS: Readonly<Record<BrainName, { readonly name: string; readonly hint: string }>> = {
  parrot: { name: 'Parrot', hint: 'Talk, and it says your own words back.' },
  listener: { name: 'Listener', hint: 'Talk about your day, and it keeps you company.' },
  interviewer: { name: 'Interviewer', hint: 'Talk, and answer its five questions.' },
  longTalker: { name: 'Long talker', hint: 'Say anything, then talk over its long answer.' },
  failing: { name: 'Trouble', hint: 'Talk, and each turn goes wrong in another way.' },
}

const WHERE = {
  server: 'The simulator on this machine answers. Nothing leaves it.',
  page: 'The simulator inside this page answers: no server, and nothing leaves the page.',
} as const

export interface PlaygroundProps {
  /** Who answers at first. */
  readonly brain: BrainName
  /** Who decides that you talk over the answer. A new one takes the place of what was chosen on the page. */
  readonly bargeIn: BargeIn
}

export function Playground({ brain: first, bargeIn: given }: PlaygroundProps) {
  const [brain, setBrain] = useState(first)
  const [mode, setMode] = useState({ given, chosen: given })
  if (mode.given !== given) setMode({ given, chosen: given })
  return (
    <div data-story-playground>
      <fieldset data-story-choice>
        <legend data-voice="hidden">Who answers</legend>
        {BRAINS.map((name) => (
          <label key={name}>
            <input
              type="radio"
              name="brain"
              checked={name === brain}
              onChange={() => setBrain(name)}
            />
            {PARTNERS[name].name}
          </label>
        ))}
      </fieldset>
      <fieldset data-story-choice>
        <legend data-voice="hidden">bargeIn</legend>
        <span aria-hidden="true">bargeIn</span>
        {BARGE_INS.map(({ mode: name, title }) => (
          <label key={name}>
            <input
              type="radio"
              name="bargeIn"
              checked={name === mode.chosen}
              onChange={() => setMode({ given, chosen: name })}
            />
            {title}
          </label>
        ))}
      </fieldset>
      {/* The conversation goes on with another mode, and not with another partner. */}
      <Call key={brain} brain={brain} bargeIn={mode.chosen} />
    </div>
  )
}

function Call({ brain, bargeIn }: PlaygroundProps) {
  const [unspoken, setUnspoken] = useState<string | null>(null)
  const [warning, setWarning] = useState<VoiceError | null>(null)
  const { data: partner } = useQuery({
    queryKey: ['partner', brain],
    queryFn: () => findPartner(brain, setUnspoken),
    staleTime: Infinity,
  })
  if (!partner) return <p data-story-caption>Looking for the simulator …</p>
  return (
    <>
      <p data-story-caption>
        <b>{PARTNERS[brain].hint}</b>{' '}
        {warning ? (
          <mark>
            {warning.message} {warning.remedy}
          </mark>
        ) : (
          <span>
            {BARGE_INS.find(({ mode }) => mode === bargeIn)?.hint}{' '}
            {unspoken ?? WHERE[partner.place]}
          </span>
        )}
      </p>
      <div data-story-call>
        <VoiceChat
          endpoint={partner.endpoint}
          bargeIn={bargeIn}
          title="Playground"
          // An error has a place of its own in the chat; a warning is the app's to show, or not.
          onError={(problem) => setWarning(problem.severity === 'warning' ? problem : null)}
          onEvent={({ event }) => {
            if (event.type === 'response.created') setWarning(null)
          }}
        />
      </div>
    </>
  )
}
