import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { VoiceChat } from '../../src/index.ts'
import { BRAINS, findPartner, type BrainName } from './findPartner.ts'

const WHAT_IT_DOES: Readonly<Record<BrainName, string>> = {
  parrot: 'Talk, and it says your own words back.',
  listener: 'Talk, and it tells you what it heard.',
  longTalker: 'Say anything, then talk over its long answer.',
}

const NAMES: Readonly<Record<BrainName, string>> = {
  parrot: 'Parrot',
  listener: 'Listener',
  longTalker: 'Long talker',
}

const WHERE = {
  server: 'The simulator on this machine answers.',
  page: 'The simulator inside this page answers; it has no voice of its own, and hums what it says.',
} as const

export interface PlaygroundProps {
  /** Who answers at first. */
  readonly brain: BrainName
}

export function Playground({ brain: first }: PlaygroundProps) {
  const [brain, setBrain] = useState(first)
  return (
    <>
      <fieldset data-story-choice>
        <legend data-voice="hidden">Who answers</legend>
        {BRAINS.map((name) => (
          <label key={name}>
            <input
              type="radio"
              name="brain"
              checked={name === brain}
              onChange={() => setBrain(name)}
            />{' '}
            {NAMES[name]}
          </label>
        ))}
      </fieldset>
      <Call key={brain} brain={brain} />
    </>
  )
}

function Call({ brain }: { readonly brain: BrainName }) {
  const { data: partner } = useQuery({
    queryKey: ['partner', brain],
    queryFn: () => findPartner(brain),
    staleTime: Infinity,
  })
  if (!partner) return <p data-story-caption>Looking for the simulator …</p>
  return (
    <>
      <p data-story-caption>
        {WHERE[partner.place]} <b>{WHAT_IT_DOES[brain]}</b> Nothing leaves this machine.
      </p>
      <div
        style={{
          inlineSize: '100%',
          maxInlineSize: '60rem',
          blockSize: 'min(100vh - 7rem, 46rem)',
        }}
      >
        <VoiceChat endpoint={partner.endpoint} title="Playground" />
      </div>
    </>
  )
}
