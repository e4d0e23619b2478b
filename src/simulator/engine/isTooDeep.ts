/** No event and no setting of the services comes near; what is parsed may be walked by functions that call themselves. */
export const MAX_DEPTH = 200

/** Index of the quotation mark that ends a text; -1 when none does. @param from - Just after the one that began it. */
function endOfText(json: string, from: number): number {
  for (let at = json.indexOf('"', from); at >= 0; at = json.indexOf('"', at + 1)) {
    let first = at
    while (json[first - 1] === '\\') first--
    if ((at - first) % 2 === 0) return at
  }
  return -1
}

/** Whether JSON is nested deeper than {@link MAX_DEPTH}, without parsing it. What is no JSON is for the parser to refuse. */
export function isTooDeep(json: string): boolean {
  let depth = 0
  for (let at = 0; at < json.length; at++) {
    const letter = json[at]
    if (letter === '{' || letter === '[') depth++
    else if (letter === '}' || letter === ']') depth--
    else if (letter === '"') {
      const end = endOfText(json, at + 1)
      if (end < 0) return false
      at = end
    }
    if (depth > MAX_DEPTH) return true
  }
  return false
}
