import { photoBlurs } from '@/db/schema/blurs'
import { detections } from '@/db/schema/detections'
import { keyMatches, matchedSequences } from '@/db/schema/key-matches'
import { excludedAreas } from '@/db/schema/people/excluded-areas'
import { favourites } from '@/db/schema/people/favourites'
import { passkeys } from '@/db/schema/people/passkeys'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { tagChanges, tags, tagTypes } from '@/db/schema/tags'
import { viewpointPlaces, viewpoints } from '@/db/schema/viewpoints'
import { rowFormat } from './row-format'

/** The owner is written beside it; what a deletion under way notes is no part of a sequence. */
export const sequenceFormat = rowFormat(sequences, {
  without: ['ownerId', 'needsName', 'isPublic', 'deletedAt', 'removesBackup', 'deletionAttempt', 'deletionMovedAt'],
})

/** Owner and sequence are those of the manifest, visibility and counts are kept by triggers. */
export const photoFormat = rowFormat(photos, {
  without: ['ownerId', 'sequenceId', 'isPublic', 'isExcluded', 'viewpointCount'],
  names: { backupSha256: 'sha256', backupBytes: 'sizeBytes', backupForm: 'form' },
})

export const blurFormat = rowFormat(photoBlurs, { without: ['photoId', 'reportId'] })

export const detectionFormat = rowFormat(detections, { without: ['photoId'] })

/** A photo's keys in an earlier version of Mapillary's API; the new one is the photo's own. */
export const keyMatchFormat = rowFormat(keyMatches, { without: ['kind', 'newKey'] })

export const matchedSequenceFormat = rowFormat(matchedSequences, { without: ['sequenceId'] })

/** Read and written sealed, with their owner beside them. */
export const excludedAreaFormat = rowFormat(excludedAreas, { without: ['ownerId', 'sealed'] })

/** Accounts only: tokens and sessions are in tables of their own, which no file is made of. */
export const userFormat = rowFormat(users, { without: [] })

/** Public halves: who has one of them logs in again after a restore. Uses are not written: each log-in would be a change. */
export const passkeyFormat = rowFormat(passkeys, { without: ['userId', 'useCount', 'lastUsedAt'] })

export const tagTypeFormat = rowFormat(tagTypes, { without: [] })
export const tagFormat = rowFormat(tags, { without: ['photoId'] })
export const tagChangeFormat = rowFormat(tagChanges, { without: ['tagId'] })
export const markFormat = rowFormat(viewpoints, { without: ['photoId', 'photoOwnerId', 'placeId'] })
export const favouriteFormat = rowFormat(favourites, { without: ['photoId'] })

/** What of a place does not follow from its marks. */
export const placeFormat = rowFormat(viewpointPlaces, {
  without: ['bestPhotoId', 'cell', 'trueCount', 'falseCount', 'score', 'lastMarkedAt'],
})
