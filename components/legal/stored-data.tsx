import { CONFIRMATION_HOURS, MAIL_DAYS } from '@/lib/model/people/mail'
import { NOTICE_DAYS } from '@/lib/model/people/notices'
import {
  DAYS_TO_RETURN,
  PERSONAL_PART_LABELS,
  PERSONAL_PARTS,
  type PersonalPart,
} from '@/lib/model/people/personal-data'
import { REPORTER_DAYS } from '@/lib/model/people/reports'
import { SESSION_DAYS, UNUSED_DAYS } from '@/lib/model/people/session-days'
import { TAKEOUT_DAYS } from '@/lib/model/takeout-states'
import { LISTED_DAYS, WAIT_DAYS } from '@/lib/uploads/wait-limits'
import { Entries } from './section'

const UNTIL_DELETED = 'until you delete them, or your account'

/** What is stored of a person and for how long, part by part of what they can download. */
const STORED: Record<PersonalPart, string> = {
  account: `Your Mapillary name and number, your role, since when you are here; and the permission that Mapillary gave us, encrypted. Until you delete your account, and then for ${DAYS_TO_RETURN} more days in which you can take it back.`,
  excludedAreas:
    'The areas in which none of your photos are to be public, until you remove them. In the backup they are encrypted.',
  sequences: `Name, description, tags, line, times and whether they are public, ${UNTIL_DELETED}.`,
  photos: `The original in the backup, its position, time, camera, direction and altitude, what Mapillary found on it, and Mapillary's whole answer, ${UNTIL_DELETED}.`,
  marks: 'Which photos you marked and when. When you leave, they go, or stay without your name, as you choose.',
  favourites: 'Which photos you put on your own list, until you take them off it or delete your account.',
  tags: 'What you tagged, and each change. When you leave, they go, or stay without your name, as you choose.',
  tagTypes: 'Which types of tags you proposed. When you leave, the types stay without your name.',
  imports: 'When you imported what, with what did not work, as long as the sequence is here.',
  uploads: `What the Desktop Uploader announced. What never comes is given up after ${WAIT_DAYS} days and forgotten ${LISTED_DAYS} days later.`,
  takeouts: `Archives of your photos that you asked for, for ${TAKEOUT_DAYS} days.`,
  ownBucket:
    'The address, the key’s id and the secret of the bucket to which you have your originals copied, until you remove it. The secret is kept encrypted.',
  tokens: 'Names, scopes and last uses of your API tokens. Of a token itself only a hash is kept.',
  passkeys:
    'The public half of each passkey, its name, when it was made and last used, until you remove it. The private half and your fingerprint or face never leave your device.',
  sessions: `When and with which browser you logged in, for ${SESSION_DAYS} days. A log-in ends by then, or after ${UNUSED_DAYS} days without use. No network address is kept with it.`,
  reports: `What you reported and wrote. The e-mail address that you gave, and a keyed hash of your network address, are erased ${REPORTER_DAYS} days after the decision.`,
  reportsAboutMe: 'What was reported of your photos and what was decided, as long as the photos are here.',
  notices: `What you were told of, for ${NOTICE_DAYS} days, and which kinds you want.`,
  mail: `The e-mail address at which you want notices, until you remove it; one that you do not confirm is forgotten ${CONFIRMATION_HOURS} hours after its link was sent. For a day it is also kept to whom links were sent, so that nobody gets too many. When which mail was sent, for ${MAIL_DAYS} days, or as long as the notices are here that it told of; what it said is not kept. Nobody else sees the address, and it is not in the backup.`,
}

/** `sendsMail`: whether this instance sends mail; where it does not, nobody gives it an address. */
export function StoredData({ sendsMail }: { sendsMail: boolean }) {
  const parts = PERSONAL_PARTS.filter((part) => part !== 'mail' || sendsMail)
  return <Entries entries={parts.map((part) => ({ name: PERSONAL_PART_LABELS[part], words: STORED[part] }))} />
}
