import type { FunctionCallItem, ItemStatus } from '../../protocol/items.ts'
import type { Entry } from './Conversation.ts'
import { announceItem, finishItem, type OutputItem, type OutputTarget } from './OutputItem.ts'

/** One call of a tool while its arguments are written. */
export class FunctionCallStream implements OutputItem {
  readonly #target: OutputTarget
  readonly #id: string
  readonly #callId: string
  readonly #name: string
  #arguments = ''

  constructor(target: OutputTarget, name: string) {
    this.#target = target
    this.#id = target.wire.newId('item')
    this.#callId = target.wire.newId('call')
    this.#name = name
    announceItem(target, this.entry('in_progress'))
  }

  write(delta: string): void {
    this.#arguments += delta
    this.#target.wire.say({
      type: 'response.function_call_arguments.delta',
      ...this.#ids(),
      delta,
    })
  }

  close(status: ItemStatus): void {
    this.#target.wire.say({
      type: 'response.function_call_arguments.done',
      ...this.#ids(),
      name: this.#name,
      arguments: this.#arguments,
    })
    finishItem(this.#target, this.entry(status))
  }

  entry(status: ItemStatus): Entry {
    const item: FunctionCallItem = {
      id: this.#id,
      object: 'realtime.item',
      type: 'function_call',
      status,
      call_id: this.#callId,
      name: this.#name,
      arguments: this.#arguments,
    }
    return { item, audio: [], heard: null }
  }

  #ids() {
    return {
      response_id: this.#target.responseId,
      item_id: this.#id,
      output_index: this.#target.outputIndex,
      call_id: this.#callId,
    }
  }
}
