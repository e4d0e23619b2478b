import { preset, type FaultPreset } from './FaultPreset.ts'

const AUDIO = 'response.output_audio.delta'
/** So that the client is connected before its line goes. */
const SOON_MS = 1000
const EXPIRED = 'Your session hit the maximum duration of 60 minutes.'

/** What befalls a line, whatever goes over it. */
export const linePresets: Readonly<Record<string, FaultPreset>> = {
  close: preset('The line is closed with code N, a second after it was opened.', 1011, (code) => ({
    on: { dir: 'timer', atMs: SOON_MS },
    do: { close: [code, 'This end was asked for by a fault rule.'] },
  })),
  drop: preset(
    'The line is cut with no word (1006), N ms after it was opened.',
    SOON_MS,
    (atMs) => ({
      on: { dir: 'timer', atMs },
      do: { terminate: true },
    }),
  ),
  'lost-mid-answer': preset('The line is cut at the Nth piece of spoken sound.', 3, (nth) => ({
    on: { dir: 'out', type: AUDIO, nth },
    do: { terminate: true },
  })),
  expire: preset(
    'The session expires (error, then 1001) N ms after it was opened.',
    10_000,
    (atMs) => [
      {
        on: { dir: 'timer', atMs },
        do: {
          error: {
            type: 'invalid_request_error',
            code: 'session_expired',
            message: EXPIRED,
          },
        },
      },
      {
        on: { dir: 'timer', atMs },
        do: { close: [1001, EXPIRED] },
      },
    ],
  ),
  'slow-open': preset('The line takes N ms to open.', 3000, (delayMs) => ({
    on: { dir: 'upgrade' },
    do: { delayMs },
  })),
  'slow-start': preset(
    'The line opens, and session.created comes N ms later.',
    3000,
    (delayMs) => ({
      on: { dir: 'out', type: 'session.created' },
      do: { delayMs },
    }),
  ),
  'never-opens': preset('Whoever asks for a line gets no answer at all.', null, () => ({
    on: { dir: 'upgrade' },
    do: { drop: true },
  })),
  refuse: preset('Whoever asks for a line gets the HTTP status N.', 401, (status) => ({
    on: { dir: 'upgrade' },
    do: { status },
  })),
  'silent-line': preset('The line opens, and not a word comes over it.', null, () => ({
    on: { dir: 'out' },
    do: { drop: true },
  })),
  'half-open': preset('Once the session is configured, nothing comes over the line.', null, () => ({
    on: { dir: 'out', after: 'session.updated' },
    do: { drop: true },
  })),
  'stalled-reader': preset(
    'From the first sound, nothing is read for N ms.',
    10_000,
    (pauseReadMs) => ({
      on: { dir: 'in', type: 'input_audio_buffer.append', nth: 1 },
      do: { pauseReadMs },
    }),
  ),
  jam: preset('The Nth piece of spoken sound, and all behind it, is 1.5 s late.', 3, (nth) => ({
    on: { dir: 'out', type: AUDIO, nth },
    do: { delayMs: 1500 },
  })),
}
