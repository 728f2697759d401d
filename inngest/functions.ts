import { askAboutBlurs } from '@/inngest/functions/ask-about-blurs'
import { copyToOwnBuckets } from '@/inngest/functions/copy-to-own-buckets'
import { deleteSequence } from '@/inngest/functions/delete-sequence'
import { eraseAccount, sweepAccounts } from '@/inngest/functions/erase-account'
import { importSequence } from '@/inngest/functions/import-sequence'
import { keepPublicPictures } from '@/inngest/functions/keep-public-pictures'
import { maintainMap } from '@/inngest/functions/maintain-map'
import { makeTakeoutOfUser } from '@/inngest/functions/make-takeout'
import { recheckDenied } from '@/inngest/functions/recheck-denied'
import { saveBackupChanges } from '@/inngest/functions/save-changes'
import { sendDueMails, sweepOldMails } from '@/inngest/functions/send-mails'
import { sweepImports } from '@/inngest/functions/sweep-imports'
import { sweepPictures } from '@/inngest/functions/sweep-pictures'
import { sweepReports } from '@/inngest/functions/sweep-reports'
import { sweepSessions } from '@/inngest/functions/sweep-sessions'
import { sweepEndedTakeouts } from '@/inngest/functions/sweep-takeouts'
import { sweepOriginalUploads } from '@/inngest/functions/sweep-uploads'
import { syncAccountOfUser } from '@/inngest/functions/sync-account'
import { listBackup, readBackup, verifySequence } from '@/inngest/functions/verify-backup'

export const functions = [
  importSequence,
  sweepImports,
  deleteSequence,
  eraseAccount,
  sweepAccounts,
  syncAccountOfUser,
  maintainMap,
  sweepPictures,
  keepPublicPictures,
  askAboutBlurs,
  recheckDenied,
  saveBackupChanges,
  sweepReports,
  sweepSessions,
  listBackup,
  readBackup,
  verifySequence,
  makeTakeoutOfUser,
  sweepEndedTakeouts,
  sweepOriginalUploads,
  copyToOwnBuckets,
  sendDueMails,
  sweepOldMails,
]
