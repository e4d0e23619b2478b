import { addons } from 'storybook/manager-api'

const PLAYGROUND = 'playground--voice-chat'

addons.setConfig({
  layoutCustomisations: {
    // A conversation wants the height that the panel takes; its one choice stands on the page.
    showPanel: ({ storyId }, defaultValue) => storyId !== PLAYGROUND && defaultValue,
  },
})
