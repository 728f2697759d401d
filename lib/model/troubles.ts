/** What may be wrong with an instance. */
export const TROUBLE_KINDS = ['backup', 'vault', 'originals', 'runner', 'disk', 'mail'] as const
export type TroubleKind = (typeof TROUBLE_KINDS)[number]

export const TROUBLE_LABELS: Record<TroubleKind, string> = {
  backup: 'The backup cannot be used',
  vault: 'The last check of the backup was stopped',
  originals: 'Originals are missing or damaged',
  runner: 'Nobody runs the steps of imports',
  disk: 'The disk is nearly full',
  mail: 'E-mail cannot be sent',
}
