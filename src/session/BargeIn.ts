/**
 * Who decides that the user talks over the answer.
 *
 * `server`: the service, and nobody sooner. `local`: a detector on this machine lowers the sound at the first moment of
 * speech; the service's word cuts the answer, and without it in 0.6 s the sound comes back, so that a cough is a dip.
 * `off`: nobody. The microphone is not heard while the answer is, for rooms where echo cannot be cancelled; the talk
 * button, text and `interrupt()` still cut.
 */
export type BargeIn = 'server' | 'local' | 'off'
