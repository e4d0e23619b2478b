/** A number that somebody else chose, brought into its limits; the default when it is none. */
export const within = (
  value: number | undefined,
  min: number,
  max: number,
  otherwise: number,
): number => (Number.isFinite(value) ? Math.min(max, Math.max(min, Number(value))) : otherwise)
