/** Strokes of 1.75 on a field of 20 by 20. */
const PATHS = {
  microphone:
    'M7.25 5a2.75 2.75 0 0 1 5.5 0v4a2.75 2.75 0 0 1-5.5 0zM4.25 9a5.75 5.75 0 0 0 11.5 0M10 14.75v3',
  'microphone-off':
    'M7.45 4a2.75 2.75 0 0 1 5.3 1v3.5M7.25 8v1a2.75 2.75 0 0 0 4.2 2.35M4.25 9a5.75 5.75 0 0 0 9.4 4.4M15.75 9a5.7 5.7 0 0 1-.5 2.3M10 14.75v3M3 3l14 14',
  // The middle line fills the square.
  interrupt: 'M10 2.75a7.25 7.25 0 1 0 0 14.5 7.25 7.25 0 0 0 0-14.5zM8.5 8.5h3v3h-3zM8.5 10h3',
  'hang-up':
    'M2.75 11.25c4-4.2 10.5-4.2 14.5 0 .5.55.5 1.2.05 1.75l-.9 1.05c-.4.45-1 .5-1.5.15l-1.9-1.3c-.4-.3-.55-.7-.5-1.15l.1-1.2c-1.7-.5-3.5-.5-5.2 0l.1 1.2c.05.45-.1.85-.5 1.15l-1.9 1.3c-.5.35-1.1.3-1.5-.15l-.9-1.05c-.45-.55-.45-1.2.05-1.75z',
  send: 'M10 16.5V3.75M4.75 9 10 3.75 15.25 9',
  copy: 'M9 7h6a1.75 1.75 0 0 1 1.75 1.75v6A1.75 1.75 0 0 1 15 16.5H9a1.75 1.75 0 0 1-1.75-1.75v-6A1.75 1.75 0 0 1 9 7zM4.75 12.75A1.75 1.75 0 0 1 3.25 11V5A1.75 1.75 0 0 1 5 3.25h6a1.75 1.75 0 0 1 1.7 1.35',
  check: 'M3.75 10.75 8 15l8.25-9.5',
  settings:
    'M3 6.5h6.5M14.25 6.5H17M3 13.5h2.75M10.5 13.5H17M11.9 4.15a2.35 2.35 0 1 0 0 4.7 2.35 2.35 0 0 0 0-4.7zM8.1 11.15a2.35 2.35 0 1 0 0 4.7 2.35 2.35 0 0 0 0-4.7z',
  close: 'M5 5l10 10M15 5 5 15',
  warning: 'M10 3 17.75 16.5H2.25zM10 8.25v3.5M10 14.1v.05',
  'sound-off': 'M3 7.75v4.5h2.75l4 3.25v-11l-4 3.25zM13 8l4 4M17 8l-4 4',
  speaker:
    'M3 7.75v4.5h2.75l4 3.25v-11l-4 3.25zM12.75 7.5a3.6 3.6 0 0 1 0 5M15.25 5.25a6.75 6.75 0 0 1 0 9.5',
  tool: 'M12.2 3.6a4.3 4.3 0 0 1 4.55 5.75l-2.5-.6-.85-2.35 1.75-1.9M12.2 3.6a4.3 4.3 0 0 0-3.5 5.65l-5.1 5.1a1.5 1.5 0 0 0 2.1 2.1l5.1-5.1a4.3 4.3 0 0 0 5.95-2',
  'arrow-down': 'M10 3.5v12.75M4.75 11 10 16.25 15.25 11',
} as const

export type IconName = keyof typeof PATHS

export interface IconProps {
  readonly name: IconName
  /** `s` is 16 px. Default 20 px. */
  readonly size?: 's' | undefined
}

/** A drawing beside a word. Never the name of a button: give the button an `aria-label`. */
export function Icon({ name, size }: IconProps) {
  return (
    <svg
      data-voice="icon"
      data-size={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
