/** What the model is doing, as the user perceives it. `speaking` means that the user hears it, not that the service generates it. */
export type ModelStatus = 'idle' | 'listening' | 'thinking' | 'speaking'
