import type { BackupFinding, BackupRepair, BackupSubject } from '@/lib/model/backup-states'

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

const PICTURE_FOUND: Record<BackupFinding, string> = {
  missing: 'The public picture was gone',
  differs: 'The public picture had changed',
  unreadable: 'The public picture could not be read',
  undescribed: 'The note that belongs to the public picture was gone',
  recovered: 'The public picture is intact again',
}

const PICTURE_DONE: Record<BackupRepair, string> = {
  ...DONE,
  none: 'No other copy of it could be read. Unless it comes back, Mapillary is asked for it again.',
  mapillary: 'Mapillary gave it again.',
}

const OWN_FILE = 'Your original is another file.' // which this did not touch

/** What happened to an original or to its public picture, in words for the photographer. */
export function describeEvent({
  subject,
  copy,
  found,
  done,
}: {
  subject: BackupSubject
  copy: number
  found: BackupFinding
  done: BackupRepair
}): string {
  const where = copy === 2 ? ' in the second backup' : ''
  if (subject === 'public-picture') return `${PICTURE_FOUND[found]}${where}. ${PICTURE_DONE[done]} ${OWN_FILE}`
  if (found === 'recovered') return `${FOUND.recovered}.`
  if (copy === 2 && done === 'none')
    return `${FOUND[found]}${where}. The first copy is intact; a new second one will be made.`
  return `${FOUND[found]}${where}. ${DONE[done]}`
}
