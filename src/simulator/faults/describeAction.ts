import type { FaultAction } from './FaultRule.ts'
import { plain, quoted } from './quoted.ts'

const MAX_FIELDS = 5

function listed(names: readonly string[]): string {
  const rest = names.length > MAX_FIELDS ? ` and ${names.length - MAX_FIELDS} more` : ''
  return `${names.slice(0, MAX_FIELDS).map(plain).join(', ')}${rest}`
}

/** What an action does, for people who read a log. */
export function describeAction(action: FaultAction): string {
  if ('drop' in action) return 'lost'
  if ('delayMs' in action) return `${action.delayMs} ms late`
  if ('reorder' in action) return `put behind the next ${action.reorder}`
  if ('duplicate' in action) return `sent ${action.duplicate} times more`
  if ('malformed' in action) return 'no JSON in its place'
  if ('set' in action) return `${listed(Object.keys(action.set))} set`
  if ('insert' in action) return `${plain(action.insert.type)} before it`
  if ('oddBytes' in action) return 'cut in the middle of a sample'
  if ('error' in action)
    return `error ${action.error.code === null ? 'with no code' : plain(action.error.code)}`
  if ('end' in action)
    return `answer ${action.end.status}: ${plain('code' in action.end ? action.end.code : action.end.reason)}`
  if ('close' in action) return `line closed, ${action.close[0]} ${quoted(action.close[1])}`
  if ('terminate' in action) return 'line cut'
  if ('pauseReadMs' in action) return `nothing read for ${action.pauseReadMs} ms`
  return `refused with ${action.status}`
}
