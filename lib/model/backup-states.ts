/** What was found of an original when it was last looked at. */
export const BACKUP_STATES = ['ok', 'missing', 'differs', 'unreadable'] as const

/** What was found of a copy: bad, or good again without our doing. */
export const BACKUP_FINDINGS = ['missing', 'differs', 'unreadable', 'recovered'] as const

/** What was done about it: nothing could be, or where the good bytes came from; `beside`: Mapillary's other bytes were kept beside it. */
export const BACKUP_REPAIRS = ['none', 'other-copy', 'mapillary', 'owner', 'beside'] as const

/** `listing`: names and sizes; `reading`: every byte, within the budget of a night; `requested`: every byte, because somebody asked. */
export const VAULT_PASS_KINDS = ['listing', 'reading', 'requested'] as const
