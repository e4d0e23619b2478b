import { reportListenerError } from '../base/Store.ts'

/** A handler of the app that throws is the app's affair: the conversation goes on. */
export function guard(run: () => void): void {
  try {
    run()
  } catch (error) {
    reportListenerError(error)
  }
}
