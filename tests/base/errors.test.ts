import { expect, it } from 'vitest'
import { VOICE_ERRORS, VoiceError, type VoiceErrorCode } from '../../src/base/errors.ts'

const codes = Object.keys(VOICE_ERRORS) as VoiceErrorCode[]

it.each(codes)(
  '%s says what happened, what it means and what to do, in whole sentences',
  (code) => {
    const error = new VoiceError(code)
    for (const text of [error.message, error.remedy]) {
      expect(text).not.toMatch(/\{\w+\}|undefined/)
      expect(text.length).toBeGreaterThan(8)
    }
    expect(error.message).toMatch(/[.:]$/)
    expect(code).toMatch(/^[a-z]+(_[a-z]+)+$|^unauthorized$/)
  },
)

it('fills in the facts, and keeps the cause', () => {
  const cause = new Error('ECONNREFUSED')
  const error = new VoiceError('connect_timeout', { cause, details: { host: 'h:1', seconds: 3 } })
  expect(error).toMatchObject({
    code: 'connect_timeout',
    message: 'No answer from h:1 within 3 s.',
    area: 'connection',
    severity: 'error',
    retryable: true,
    cause,
  })
})
