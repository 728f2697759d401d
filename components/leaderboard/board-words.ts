import type { Board } from '@/lib/leaderboard/leaderboard-filter'

/** What the boards are called, in their order, and what they count. */
export const BOARD_WORDS: Record<Board, { name: string; column: string; counts: string }> = {
  photos: { name: 'Photos', column: 'Photos', counts: 'Public photos, by the day they were taken.' },
  distance: { name: 'Distance', column: 'Distance', counts: 'Length of public sequences, by the day they were taken.' },
  'viewpoints-received': {
    name: 'Viewpoints received',
    column: 'Marks received',
    counts: 'Marks of other people that a photo is worth the trip, by the day of the mark.',
  },
  'viewpoints-given': {
    name: 'Viewpoints given',
    column: 'Marks given',
    counts: 'Photos of others marked as worth the trip, by the day of the mark.',
  },
}
