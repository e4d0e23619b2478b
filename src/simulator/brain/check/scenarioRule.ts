import type { AskedBy, ReplyPart, TurnInput } from '../Brain.ts'
import type { Scenario, ScenarioTurn, When } from '../Scenario.ts'
import { faultSchemas, lineFault, replyFault, type AnyOf } from './faultRules.ts'
import { about, closer, named, type Rule } from './Rule.ts'
import { sessionRule } from './sessionRule.ts'
import { list, needed, object } from './shapes.ts'
import { turnSense, turnsSense } from './turnSense.ts'
import { boolean, choice, milliseconds, number, only, pattern, record, text } from './values.ts'

/** Words for all of a union: the compiler misses one that is left out. */
const wordsFor = <T extends string>(words: Readonly<Record<T, true>>): Rule =>
  choice(...Object.keys(words))

const fromZero = number({ min: 0, max: Infinity, kind: 'integer' })
const fromOne = number({ min: 1, max: Infinity, kind: 'integer' })

const when = object<When>(
  {
    turn: about("The user's turn, from 0.", fromZero),
    every: about('With turn: that one, and again after so many more.', fromOne),
    input: about(
      'What is answered.',
      wordsFor<TurnInput['kind']>({ speech: true, text: true, toolOutput: true, nothing: true }),
    ),
    text: about(
      'A regular expression, without regard to case, on what was typed or is taken as heard; beside toolOutput, on the output.',
      pattern,
    ),
    toolOutput: about('The name of the tool whose output came; * for any.', text),
    minMs: about('The user spoke at least so long.', milliseconds),
    maxMs: about('The user spoke at most so long.', milliseconds),
    event: about(
      'What asked for the answer.',
      wordsFor<AskedBy>({
        'response.create': true,
        'input_audio_buffer.speech_stopped': true,
        'input_audio_buffer.timeout_triggered': true,
      }),
    ),
  },
  { beside: { every: 'turn' } },
)

const part = object<AnyOf<ReplyPart>>(
  {
    say: about(
      'Spoken, and written in the transcript. May hold {{text}}, {{match.1}}, {{tool.field}}, {{turn}}.',
      text,
    ),
    voice: about('With say: another voice than that of the session.', text),
    text: about('Written and not spoken.', text),
    echo: about("The user's own last sound, or words.", only(true)),
    clip: about('A sound that the simulator was given under this name.', text),
    says: about('With clip: the words for its transcript.', text),
    call: about(
      'Asks the client to run a tool. Its output is a turn of its own: when.toolOutput.',
      object<Extract<ReplyPart, { call: unknown }>['call']>({
        name: needed(text),
        arguments: needed(about('Sent as JSON. Texts inside may hold {{text}} and so on.', record)),
      }),
    ),
    delay: about('Waits, in milliseconds.', milliseconds),
    fault: replyFault,
  },
  {
    oneOf: ['say', 'text', 'echo', 'clip', 'call', 'delay', 'fault'],
    beside: { voice: 'say', says: 'clip' },
  },
)

const turn = object<ScenarioTurn>({
  when: about('All that is given must be true; nothing given fits always.', when),
  heard: about('The words that a spoken turn is taken to hold.', text),
  reply: needed(about('Said in order. An empty list is an answer with nothing in it.', list(part))),
  times: about('How often it may be used on one line.', fromOne),
})

const defined = { turn: turn.schema, ...faultSchemas }

/** All that can be said of a scenario piece by piece. */
export const scenarioRule = object<Scenario>({
  $schema: about('For editors: react-realtime-voice/scenario.schema.json.', text),
  name: needed(text),
  description: about('For whoever chooses one.', text),
  session: about(
    "Settings that the line starts with. The client's session.update goes before them.",
    sessionRule,
  ),
  pace: about(
    'Times real time at which answers are sent; 0 sends at once. Default 4.',
    number({ min: 0, max: 1000 }),
  ),
  latency: object<NonNullable<Scenario['latency']>>({
    firstAudioMs: about('How long it thinks before the first sound.', milliseconds),
  }),
  transcription: object<NonNullable<Scenario['transcription']>>({
    delayMs: about('From the end of a turn to its words. Default 300.', milliseconds),
    fails: about('Whether it fails instead.', boolean),
  }),
  faults: about('What goes wrong on its lines: rules, or names.', list(lineFault)),
  turns: needed(
    about(
      'The first one that fits is said.',
      closer(list(named('turn', closer(turn, turnSense))), turnsSense),
    ),
  ),
  otherwise: about(
    'Who answers when no turn fits. Default listener.',
    wordsFor<NonNullable<Scenario['otherwise']>>({ listener: true, parrot: true }),
  ),
})

/** The same for editors: what `scenario.schema.json` holds. */
export const scenarioSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Scenario',
  description: 'A conversation written beforehand, for the simulator of react-realtime-voice.',
  ...scenarioRule.schema,
  $defs: defined,
}
