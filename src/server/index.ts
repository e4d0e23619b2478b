export { createTokenHandler } from './createTokenHandler.ts'
export type {
  Authorized,
  AzureProvider,
  OpenAIProvider,
  TokenHandlerOptions,
  TokenProblem,
} from './TokenHandlerOptions.ts'
export { toNodeListener, type IncomingLike, type OutgoingLike } from './toNodeListener.ts'
