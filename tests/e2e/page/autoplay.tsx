import { AudioPlayer } from '../../../src/audio/AudioPlayer.ts'
import { noisePcm } from '../../audio/signals.ts'

// A page that starts its sound by itself, as it loads. Only a script of the page can: what a test evaluates counts as a click.
const player = new AudioPlayer({
  outputRoute: location.search === '?element' ? 'element' : 'direct',
})
const output = document.querySelector('output')
const say = (word: string) => output?.append(`${word} `)

let was = ''
player.state.subscribe(() => {
  const { status } = player.state.get()
  if (status !== was) say(status)
  was = status
})
player.listen({ started: say, drained: say, unheard: () => say('unheard') })

function speak(itemId: string): void {
  player.play(itemId, 0, noisePcm(2400))
  player.end(itemId)
}

document.querySelector('button')?.addEventListener('click', () => {
  void player.start()
  speak('new')
})
speak('old')
void player.start()
