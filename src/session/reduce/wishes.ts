import type { ResponseRequest } from '../../protocol/clientEvents.ts'
import type { Wish } from '../turn.ts'

export const PLAIN: ResponseRequest = {}

/** Whether it asks for an answer and no more: any answer will do. */
export const isPlain = (request: ResponseRequest): boolean =>
  Object.values(request).every((value) => value === undefined)

/** A plain wish is met by whichever answer comes next; every other one gets an answer of its own. */
export function queue(wanted: readonly Wish[], request: ResponseRequest): readonly Wish[] {
  // What is already promised an answer does not ask for the one that comes after it.
  if (isPlain(request) && wanted.some(({ isPromised }) => isPromised !== true)) return wanted
  return [...wanted.filter((one) => !isPlain(one.request)), { request, failed: 0, busy: 0 }]
}

/** The service is to answer a turn that ended after these were wished: its answer will do for the plain ones. */
export const promise = (wanted: readonly Wish[]): readonly Wish[] =>
  wanted.map((wish) => (isPlain(wish.request) ? { ...wish, isPromised: true } : wish))

/** What is still wanted when an answer of the service has begun. */
export const stillWanted = (wanted: readonly Wish[]): readonly Wish[] =>
  wanted.filter(({ isPromised }) => isPromised !== true)
