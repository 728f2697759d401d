/** What was found of an original when it was last looked at. */
export const BACKUP_STATES = ['ok', 'missing', 'differs', 'unreadable'] as const
export type BackupState = (typeof BACKUP_STATES)[number]

/** What was found of a copy: bad, good but without its metadata, or good again without our doing. */
export const BACKUP_FINDINGS = ['missing', 'differs', 'unreadable', 'undescribed', 'recovered'] as const
export type BackupFinding = (typeof BACKUP_FINDINGS)[number]

/** What an event is about: an original, or the picture that is kept for everybody beside it. */
export const BACKUP_SUBJECTS = ['original', 'public-picture'] as const
export type BackupSubject = (typeof BACKUP_SUBJECTS)[number]

/** What was done about it: nothing could be, or where the good bytes came from; `beside`: Mapillary's other bytes were kept beside it; `described`: its metadata were written again. */
export const BACKUP_REPAIRS = ['none', 'other-copy', 'mapillary', 'owner', 'beside', 'described'] as const
export type BackupRepair = (typeof BACKUP_REPAIRS)[number]

/** `listing`: names and sizes; `reading`: every byte, within the budget of a night; `requested`: every byte, because somebody asked. */
export const VAULT_PASS_KINDS = ['listing', 'reading', 'requested'] as const
export type VaultPassKind = (typeof VAULT_PASS_KINDS)[number]
