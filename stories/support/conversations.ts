import { VoiceError } from '../../src/base/errors.ts'
import {
  answer,
  answerBegins,
  answerEnds,
  beginToConnect,
  connect,
  hangUp,
  hear,
  lineOpens,
  play,
  speechStarts,
  userSays,
} from './beats.ts'

const greeting = play(
  connect,
  answer('a1', 'Good morning, this is the travel desk. Where would you like to go?', 3100),
)

const question = userSays('u1', 'Which trains go to Lyon tomorrow morning?')

const TRAINS =
  'There are two direct trains. The first one leaves at 8:12, and the second one at 9:05, which is a little cheaper.'

const cut = play(
  greeting,
  question,
  answerBegins('a2', TRAINS, 7000),
  hear(4200),
  speechStarts('u2'),
)

/** A call to a travel desk, stopped at every place where it looks different. */
export const travelDesk = {
  connecting: beginToConnect,
  failed: play(beginToConnect, lineOpens, ({ line }) =>
    line.lose(new VoiceError('endpoint_unreachable', { details: { host: 'voice.example' } })),
  ),
  connected: connect,
  yourTurn: greeting,
  listening: play(greeting, speechStarts('u1')),
  thinking: play(greeting, question),
  speaking: play(
    greeting,
    question,
    answerBegins('a2', TRAINS, 7000),
    answerEnds('a2'),
    hear(3200),
  ),
  interrupted: play(
    cut,
    userSays('u2', 'Only the cheaper one, please.'),
    answer('a3', 'That is the train at 9:05. It is 39 euros, and arrives at 11:20.', 4600),
  ),
  muted: play(greeting, ({ microphone }) => microphone.mute()),
  microphoneBlocked: play(({ microphone }) => microphone.fail('microphone_denied'), connect),
  ended: play(
    greeting,
    question,
    answer('a2', TRAINS, 7000),
    userSays('u2', 'Thank you, goodbye.'),
    answer('a3', 'Goodbye, and have a good trip.', 1800),
    hangUp,
  ),
} as const
