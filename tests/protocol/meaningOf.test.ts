import { describe, expect, it } from 'vitest'
import { meaningOf } from '../../src/protocol/serverErrors.ts'

describe('an error of a service', () => {
  it.each([
    { message: 'Audio content of 1200ms is already shorter than 1500ms' },
    { message: 'Only model output audio messages can be truncated' },
    { message: 'Cancellation failed: no active response found' },
    { code: 'response_cancel_not_active' },
    { code: 'item_not_found' },
  ])('is a normal race: %j', (error) => {
    expect(meaningOf(error)).toEqual({ kind: 'benign' })
  })

  it.each([
    { code: 'conversation_already_has_active_response' },
    { message: 'Conversation already has an active response in progress: resp_1.' },
  ])('says that another response runs: %j', (error) => {
    expect(meaningOf(error)).toEqual({ kind: 'busy' })
  })

  it.each([
    [{ code: 'invalid_api_key' }, 'unauthorized'],
    // Azure's has no code and no parameter.
    [{ type: 'invalid_request_error', message: 'Ephemeral token expired' }, 'unauthorized'],
    [{ code: 'missing_model' }, 'deployment_not_found'],
    [{ code: 'invalid_model' }, 'deployment_not_found'],
    [{ code: 'model_not_found' }, 'deployment_not_found'],
    [{ code: 'beta_api_shape_disabled' }, 'wrong_dialect'],
    [{ code: 'unknown_parameter', param: 'session.type' }, 'wrong_dialect'],
    [{ code: 'missing_required_parameter', param: 'session.type' }, 'wrong_dialect'],
    [{ code: 'insufficient_quota' }, 'quota_exceeded'],
    [{ code: 'credit_balance_exhausted' }, 'quota_exceeded'],
    [{ code: 'session_expired' }, 'session_expired'],
  ])('ends the line: %j is %s', (error, code) => {
    expect(meaningOf(error)).toEqual({ kind: 'fatal', code })
  })

  it.each([
    [{ code: 'cannot_update_voice' }, 'voice'],
    [{ code: 'invalid_value', param: 'session.audio.output.speed' }, 'session.audio.output.speed'],
    // A parameter says more than the kind of error.
    [{ type: 'server_error', param: 'session.voice' }, 'session.voice'],
  ])('refuses a setting: %j is about %s', (error, setting) => {
    expect(meaningOf(error)).toEqual({ kind: 'setting', setting })
  })

  it.each([
    [{ code: 'rate_limit_exceeded' }, 'rate_limited'],
    [{ code: 'inference_rate_limit_exceeded', type: 'server_error' }, 'rate_limited'],
    [{ code: 'internal', type: 'server_error' }, 'response_failed'],
    [{ type: 'server_error', code: null, param: null }, 'response_failed'],
    [{ code: 'invalid_value', param: 'item.content', type: 'x' }, 'protocol_warning'],
    [{}, 'protocol_warning'],
  ])('is told, and the line goes on: %j is %s', (error, code) => {
    expect(meaningOf(error)).toEqual({ kind: 'other', code })
  })
})
