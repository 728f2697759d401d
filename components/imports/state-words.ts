import type { ImportState } from '@/lib/model/import-states'

/** Each state as a label, and as a sentence. */
export const STATE_WORDS: Record<ImportState, { label: string; sentence: string }> = {
  queued: { label: 'Queued', sentence: 'Starts in a moment, or when your other imports leave room.' },
  running: { label: 'Importing', sentence: 'You can leave this page: the import goes on without it.' },
  waiting_for_login: { label: 'Waiting for login', sentence: 'Log in with Mapillary again, and it goes on by itself.' },
  waiting_for_mapillary: {
    label: 'Waiting for Mapillary',
    sentence: 'It goes on by itself when Mapillary answers again.',
  },
  waiting_for_backup: {
    label: 'Waiting for the backup',
    sentence: 'It goes on by itself when originals can be stored again. You need to do nothing.',
  },
  completed: { label: 'Imported', sentence: 'Every photo is here, and every original is in the backup.' },
  completed_with_errors: {
    label: 'Imported with errors',
    sentence: 'Some photos are not complete. The reasons are below.',
  },
  failed: { label: 'Failed', sentence: 'The import could not go on. What came in is kept.' },
  cancelled: { label: 'Cancelled', sentence: 'What came in is kept. Continue takes up the rest.' },
}
