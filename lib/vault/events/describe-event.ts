import type { BackupFinding, BackupRepair } from '@/lib/model/backup-states'

const FOUND: Record<BackupFinding, string> = {
  missing: 'The file was gone',
  differs: 'The file had changed',
  unreadable: 'The file could not be read',
  undescribed: 'The note that belongs to the file was gone; the picture itself is intact',
  recovered: 'The file is intact again',
}

const DONE: Record<BackupRepair, string> = {
  none: 'No other copy of it could be read. If you have the file, upload it here.',
  'other-copy': 'It was replaced from the other copy, byte for byte.',
  mapillary: 'It was replaced from Mapillary, byte for byte.',
  owner: 'It was replaced with the file that you uploaded, byte for byte.',
  beside:
    'Mapillary has another version of the picture, which is now kept beside it. If you have the file, upload it here.',
  described: 'The note was written again.',
}

/** What happened to an original, in words for the photographer. */
export function describeEvent({
  copy,
  found,
  done,
}: {
  copy: number
  found: BackupFinding
  done: BackupRepair
}): string {
  const where = copy === 2 ? ' in the second backup' : ''
  if (found === 'recovered') return `${FOUND.recovered}.`
  if (copy === 2 && done === 'none')
    return `${FOUND[found]}${where}. The first copy is intact; a new second one will be made.`
  return `${FOUND[found]}${where}. ${DONE[done]}`
}
