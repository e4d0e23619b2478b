const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz'

/** Ids such as `item_k3v09…`: of different sessions never the same, unless `random` is. @param random - 0 to 1. */
export const idMaker =
  (random: () => number) =>
  (prefix: string): string => {
    const letter = () => LETTERS[Math.floor(random() * LETTERS.length)] ?? '0'
    return `${prefix}_${Array.from({ length: 16 }, letter).join('')}`
  }
