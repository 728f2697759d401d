/** The parts of what somebody takes along of themselves, in the order of the document. */
export const PERSONAL_PARTS = [
  'account',
  'excludedAreas',
  'sequences',
  'photos',
  'marks',
  'favourites',
  'tags',
  'tagTypes',
  'imports',
  'uploads',
  'takeouts',
  'ownBucket',
  'tokens',
  'passkeys',
  'sessions',
  'reports',
  'reportsAboutMe',
  'notices',
  'mail',
] as const
export type PersonalPart = (typeof PERSONAL_PARTS)[number]

/** What people call them. */
export const PERSONAL_PART_LABELS: Record<PersonalPart, string> = {
  account: 'Account',
  excludedAreas: 'Excluded areas',
  sequences: 'Sequences',
  photos: 'Photos',
  marks: 'Viewpoint marks',
  favourites: 'Favourites',
  tags: 'Tags',
  tagTypes: 'Proposed tag types',
  imports: 'Imports',
  uploads: 'Uploads',
  takeouts: 'Takeouts',
  ownBucket: 'Own bucket',
  tokens: 'API tokens',
  passkeys: 'Passkeys',
  sessions: 'Log-ins',
  reports: 'Reports by you',
  reportsAboutMe: 'Reports about you',
  notices: 'Notices',
  mail: 'E-mail',
}

/** How long a log-in takes the deletion of an account back. */
export const DAYS_TO_RETURN = 7

/** Tells the page after a deletion when the account is erased; the browser forgets it within the hour. */
export const DELETED_COOKIE = 'mtp-deleted'

/** Stands for the name of whoever deleted their account. */
export const SOMEBODY_GONE = 'somebody who has left'
