import { Microphone } from '../../../src/audio/Microphone.ts'

// A page that starts its microphone by itself, as it loads. Only a script of the page can: what a test evaluates counts as a click.
const microphone = new Microphone()
const output = document.querySelector('output')

let isHeard = false
function say(): void {
  const { status, isMutedBySystem } = microphone.state.get()
  const words = [status, isMutedBySystem === true && 'muted by the system', isHeard && 'heard']
  output?.replaceChildren(words.filter(Boolean).join(', '))
}
microphone.state.subscribe(say)
microphone.listen(() => {
  isHeard = true
  say()
})
void microphone.start()
