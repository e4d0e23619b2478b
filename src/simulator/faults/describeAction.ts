import type { FaultAction } from './FaultRule.ts'

/** What an action does, for people who read a log. */
export function describeAction(action: FaultAction): string {
  if ('drop' in action) return 'lost'
  if ('delayMs' in action) return `${action.delayMs} ms late`
  if ('reorder' in action) return `put behind the next ${action.reorder}`
  if ('duplicate' in action) return `sent ${action.duplicate} times more`
  if ('malformed' in action) return 'no JSON in its place'
  if ('set' in action) return `${Object.keys(action.set).join(', ')} set`
  if ('insert' in action) return `${action.insert.type} before it`
  if ('oddBytes' in action) return 'cut in the middle of a sample'
  if ('error' in action) return `error ${action.error.code ?? 'with no code'}`
  if ('end' in action)
    return `answer ${action.end.status}: ${'code' in action.end ? action.end.code : action.end.reason}`
  if ('close' in action) return `line closed, ${action.close[0]} "${action.close[1]}"`
  if ('terminate' in action) return 'line cut'
  if ('pauseReadMs' in action) return `nothing read for ${action.pauseReadMs} ms`
  return `refused with ${action.status}`
}
