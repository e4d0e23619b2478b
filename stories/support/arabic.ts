import type { VoiceLabels } from '../../src/index.ts'
import { answer, answerBegins, connect, hear, play, speechStarts, userSays } from './beats.ts'

export const arabicLabels: Partial<VoiceLabels> = {
  conversation: 'محادثة صوتية',
  assistant: 'المساعد',
  you: 'أنت',
  statusConnected: 'متصل',
  speakingTitle: 'يتحدث',
  speakingHint: 'تكلّم في أي وقت للمقاطعة.',
  controls: 'المحادثة',
  mute: 'كتم الميكروفون',
  muteShort: 'كتم',
  interrupt: 'مقاطعة',
  end: 'إنهاء المحادثة',
  endShort: 'إنهاء',
  transcript: 'النص',
  cutMark: 'قوطع هنا',
  cutNote: 'قوطع بعد {seconds} ث. الجزء المسطَّر لم يُسمع.',
  copy: 'نسخ النص',
  message: 'رسالة',
  send: 'إرسال',
  settings: 'الإعدادات',
  notices: 'تنبيهات',
}

export const arabicCall = play(
  connect,
  userSays('u1', 'ما القطارات إلى ليون صباح الغد؟'),
  answerBegins(
    'a1',
    'هناك قطاران مباشران. الأول يغادر الساعة 8:12، والثاني الساعة 9:05 وهو أرخص.',
    6000,
  ),
  hear(4200),
  speechStarts('u2'),
  userSays('u2', 'الأرخص فقط من فضلك.'),
  answer('a2', 'حسنًا.', 800),
  userSays('u3', 'ومتى يصل؟'),
  answerBegins('a3', 'قطار 9:05 هو الأرخص. ثمنه 39 يورو ويصل الساعة 11:20.', 5000),
  hear(2600),
)
