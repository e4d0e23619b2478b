/** Turns words into sound. */
export interface Voice {
  /**
   * @param voice - A Realtime voice name (alloy, marin, …); any other name gets one of the voices that there are.
   * @returns 24 kHz mono PCM16, not to be written into: the voice may give the same again. Rejects only when the engine broke.
   */
  speak(text: string, voice: string): Promise<Int16Array>
}
