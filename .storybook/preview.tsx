import type { Preview } from '@storybook/react-vite'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import '../src/components/voice.css'
import './preview.css'

/** One client for one story: nothing of another story is remembered, and a new render keeps what it has. */
function OwnQueryClient({ children }: { readonly children: ReactNode }) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: false } } }),
  )
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    backgrounds: { disable: true },
    controls: { exclude: ['voice', 'script'] },
    options: {
      storySort: {
        order: ['Playground', ['Voice chat'], 'VoiceChat', 'Components', 'Hooks', 'Docs'],
      },
    },
  },
  globalTypes: {
    theme: {
      description: 'Theme',
      toolbar: {
        title: 'Theme',
        icon: 'contrast',
        items: [
          { value: 'light', title: 'Light', icon: 'sun' },
          { value: 'dark', title: 'Dark', icon: 'moon' },
        ],
        dynamicTitle: true,
      },
    },
  },
  initialGlobals: { theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light' },
  decorators: [
    (Story, { globals, id }) => (
      <OwnQueryClient key={id}>
        <div data-story data-voice-theme={globals['theme'] === 'dark' ? 'dark' : 'light'}>
          <Story />
        </div>
      </OwnQueryClient>
    ),
  ],
}
export default preview
