/** The beginning of a JSON value as JSON. Reads no more of it than it shows: a client may have sent megabytes. */
export function excerpt(value: unknown, letters = 80): string {
  let text = ''
  const isFull = () => text.length >= letters
  const write = (one: unknown): void => {
    if (typeof one === 'string') text += JSON.stringify(one.slice(0, letters))
    else if (Array.isArray(one)) writeList(one)
    else if (typeof one === 'object' && one !== null) writeFields(one)
    else text += String(one)
  }
  const writeList = (list: readonly unknown[]) => {
    text += '['
    for (let i = 0; i < list.length && !isFull(); i++) {
      if (i > 0) text += ','
      write(list[i])
    }
    text += ']'
  }
  const writeFields = (fields: object) => {
    text += '{'
    let separator = ''
    for (const name of Object.keys(fields)) {
      if (isFull()) break
      const field: unknown = Reflect.get(fields, name)
      if (field === undefined) continue
      text += `${separator}${JSON.stringify(name.slice(0, letters))}:`
      separator = ','
      write(field)
    }
    text += '}'
  }
  write(value)
  return text.slice(0, letters)
}
