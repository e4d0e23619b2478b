/** The bundled, self-contained source of a worklet or Worker, as a string. See `build/embed.ts`. */
declare module '*?embed' {
  const source: string
  export default source
}
