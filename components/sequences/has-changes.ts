import type { SequenceChanges } from '@/lib/imports/sync/check-changes'

/** Whether applying would do anything. */
export function hasChanges({ added, changed, back, gone, incomplete, private: privacy }: SequenceChanges): boolean {
  return privacy !== null || [added, changed, back, gone, incomplete].some(({ total }) => total > 0)
}
