import type { ModelStatus } from '../turn.ts'

/** What the model is doing, as the user perceives it. */
export const ModelStatusEnum = Object.freeze({
  IDLE: 'idle',
  LISTENING: 'listening',
  THINKING: 'thinking',
  SPEAKING: 'speaking',
} as const satisfies Readonly<Record<string, ModelStatus>>)

export type ModelStatusEnum = (typeof ModelStatusEnum)[keyof typeof ModelStatusEnum]
