import { refused } from './refused.ts'
import type { SessionState } from './state.ts'

/** Says before it is sent what the service would only refuse. @throws `VoiceError` `item_refused` */
export function assertImage(url: string, service: SessionState['service']): void {
  // Of the services that speak the preview's words only Voice Live has one for pictures.
  if (service?.dialect === 'flat' && service.provider !== 'voice-live')
    throw refused(
      'this service sees no pictures',
      'Use a deployment of the GA protocol, or describe the picture in words.',
    )
  if (!/^data:image\/(?:png|jpeg);base64,./i.test(url))
    throw refused(
      'its address is not a data: URL of a PNG or JPEG in base64',
      'Read the file with FileReader.readAsDataURL(); convert other kinds of picture first.',
    )
}
