import type { ResponseRequest } from '../../protocol/clientEvents.ts'
import { itemToGa } from '../../protocol/flatItems.ts'
import { responseToGa } from '../../protocol/flatResponse.ts'
import type { NewItem } from '../../protocol/items.ts'
import type { ConversationItem, ResponseConfig } from './types.ts'

// The tables of the codec move fields and know nothing of types: those of both sides are written down by hand.

export const itemInGaWords = (item: ConversationItem): NewItem => itemToGa(item) as NewItem

export const requestInGaWords = (config: ResponseConfig): ResponseRequest =>
  responseToGa({ ...config })
