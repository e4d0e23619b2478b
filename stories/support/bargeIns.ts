import type { BargeIn } from '../../src/index.ts'

/** Who may decide that one talks over the answer, and what to listen for. */
export const BARGE_INS: readonly {
  readonly mode: BargeIn
  readonly title: string
  readonly hint: string
}[] = [
  {
    mode: 'server',
    title: 'Server',
    hint: 'With Long talker, talk over it: the answer stops once the service has heard you.',
  },
  {
    mode: 'local',
    title: 'Local',
    hint: 'With Long talker, cough or clap: the answer dips, and comes back. Talk, and it stops.',
  },
  {
    mode: 'off',
    title: 'Off',
    hint: 'With Long talker, talk over it: the answer goes on, and you are not heard until it is over.',
  },
]
