/** What is written down in `audit`. */
export const AUDIT_ACTIONS = [
  'photo.hidden',
  'photo.shown',
  'photo.kept', // its owner keeps showing what Mapillary has lost
  'photo.released',
  'photo.trusted', // somebody said that what is doubted of it is right
  'photo.blurred',
  'photo.unblurred',
  'sequence.edited',
  'sequence.published',
  'sequence.unpublished',
  'sequence.hidden',
  'sequence.shown',
  'user.suspended',
  'user.appealed',
  'user.quota',
  'user.restored',
  'user.role',
  'user.deletion_asked',
  'user.deletion_taken_back',
  'user.erased',
  'user.erasure_ordered', // by the operator, because the law asks for it
  'areas.excluded', // an admin, for the whole instance
  'user.invited', // by a one-time link
  'user.invitation_used',
  'passkey.added',
  'passkey.removed',
  'report.decided',
  'report.appealed',
  'report.counter_noticed',
  'limit.changed',
  'announcement.made',
  'announcement.ended',
  'photo.erased', // by the operator, because the law asks for it
  'sequence.erased',
] as const
